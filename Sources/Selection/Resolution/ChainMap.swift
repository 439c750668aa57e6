import PythonPackaging

/// Finds the shortest chains: who wants a project, seen breadth first from the job.
struct ChainMap {
    private var links: [ProjectName: Chain.Link] = [:]
    /// Projects in the order of their distance from the job.
    private(set) var order: [ProjectName] = []

    /// - Parameter demands: what the job (nil) or a project requires, in a fixed order.
    init(_ demands: (ProjectName?) -> [Chain.Link]) {
        follow(demands(nil))
        var position = 0
        while position < order.count {
            follow(demands(order[position]))
            position += 1
        }
    }

    private mutating func follow(_ demands: [Chain.Link]) {
        for link in demands where links[link.requirement.name] == nil {
            links[link.requirement.name] = link
            order.append(link.requirement.name)
        }
    }

    /// The shortest chain that ends with `link`.
    func chain(to link: Chain.Link) -> Chain {
        var chain = [link]
        var next = link.release?.name
        while let name = next, let link = links[name] {
            chain.append(link)
            next = link.release?.name
        }
        return Chain(chain.reversed())
    }

    /// The shortest chain to a requirement for the project.
    func chain(to name: ProjectName) -> Chain? { links[name].map(chain) }
}
