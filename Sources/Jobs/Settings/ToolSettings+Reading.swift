internal import Trust

extension ToolSettings {
    /// What the settings of pip and uv say on this machine; each may refuse its own.
    init(_ surroundings: Surroundings) {
        self.init()
        do throws(Refusal) {
            try PipSettings(surroundings.environment).addTrust(to: &self, surroundings)
        } catch {
            pip.refusal = error.reason(of: "pip")
        }
        do throws(Refusal) {
            try UVSettings(surroundings.environment).addTrust(to: &self, surroundings)
        } catch {
            uv.refusal = error.reason(of: "uv")
        }
    }
}

extension Refusal {
    /// Where the tool is named already.
    fileprivate func reason(of tool: String) -> String {
        message.hasPrefix("\(tool) ") ? "it \(message.dropFirst(tool.count + 1))" : message
    }
}
