import Operations

/// How keys move over the nodes of a deployment's graphs.
struct GraphSelection {
    private struct Place {
        let path: NodePath
        let parent: Int?
        let children: [Int]
    }

    private var places: [Place] = []

    /// The nodes of every predictor, from the top of the screen.
    init(of deployment: DeploymentSnapshot) {
        for predictor in deployment.predictors {
            add(predictor.graph, of: predictor.name, below: nil)
        }
    }

    @discardableResult
    private mutating func add(_ node: NodeSnapshot, of predictor: String, below parent: Int?) -> Int
    {
        let index = places.count
        let path = NodePath(predictor: predictor, node: node.name)
        places.append(Place(path: path, parent: parent, children: []))
        let children = node.children.map { add($0, of: predictor, below: index) }
        places[index] = Place(path: path, parent: parent, children: children)
        return index
    }

    /// The selected node, or the first one when that one is not there.
    func settled(_ selected: NodePath?) -> NodePath? {
        places.first { $0.path == selected }?.path ?? places.first?.path
    }

    /// The node that a key leads to, or `nil` when the key means nothing here.
    func moved(from selected: NodePath?, by action: Action) -> NodePath? {
        guard let index = places.firstIndex(where: { $0.path == settled(selected) }) else {
            return nil
        }
        return switch action {
        case .left: places[places[index].parent ?? index].path
        case .right: places[places[index].children.first ?? index].path
        case .down, .halfPageDown, .pageDown: places[neighbour(of: index, step: 1)].path
        case .up, .halfPageUp, .pageUp: places[neighbour(of: index, step: -1)].path
        case .top: places.first?.path
        case .bottom: places.last?.path
        default: nil
        }
    }

    /// The node below or above: the next one that stands in another row of cards.
    ///
    /// A first child stands beside its parent, so only further children and roots begin a row.
    private func neighbour(of index: Int, step: Int) -> Int {
        let starts = places.indices.filter { start in
            guard let parent = places[start].parent else { return true }
            return places[parent].children.first != start
        }
        let row = starts.lastIndex { $0 <= index } ?? 0
        let next = row + step
        guard starts.indices.contains(next) else { return index }
        // Stay as far to the right as one was, where that row reaches so far.
        let depth = depth(of: index)
        let end = next + 1 < starts.count ? starts[next + 1] : places.count
        return (starts[next]..<end).last { self.depth(of: $0) <= depth } ?? starts[next]
    }

    private func depth(of index: Int) -> Int {
        var depth = 0
        var place = index
        while let parent = places[place].parent {
            depth += 1
            place = parent
        }
        return depth
    }
}
