internal import Primitives
internal import Reporting
internal import Transport
internal import Trust

/// The ways that the programs of forecasts take to an address over TLS.
struct ForeignRoutes {
    private var routes: [Forecast.Client: ForeignRoute]

    init(to address: WebAddress, _ surroundings: Surroundings) {
        let environment = surroundings.environment
        routes = [.requests: PythonProxies(environment).route(to: address)]
        // Who refuses its settings goes nowhere.
        do throws(Refusal) {
            routes[.pip] = try PipSettings(environment).route(to: address)
        } catch {
            routes[.pip] = nil
        }
        do throws(Refusal) {
            routes[.uv] = try UVSettings(environment).route(to: address, environment)
        } catch {
            routes[.uv] = nil
        }
    }

    /// The way that a program takes where it is not the one that was tried.
    func detour(of client: Forecast.Client, besides proxy: Proxy?) -> ForeignRoute? {
        routes[client].flatMap { $0.isThat(through: proxy) ? nil : $0 }
    }
}
