import Operations

/// The pods of the deployment that is looked at.
struct PodState: Sendable, Equatable {
    /// The pod that keys act on, by uid, so that rows that move do not move the selection.
    var selected: String?
    /// Where it stood, for when it vanishes.
    private var selectedIndex = 0

    /// Keeps the selection on a pod that is there.
    mutating func settle(on pods: [PodRow]) {
        if let index = pods.firstIndex(where: { $0.pod.uid == selected }) {
            selectedIndex = index
        } else if pods.isEmpty {
            selected = nil
        } else {
            selectedIndex = min(selectedIndex, pods.count - 1)
            selected = pods[selectedIndex].pod.uid
        }
    }

    /// Selects a pod.
    mutating func select(_ uid: String, in pods: [PodRow]) {
        selected = uid
        settle(on: pods)
    }

    /// Moves the selection by rows.
    mutating func move(by step: Int, in pods: [PodRow]) {
        guard !pods.isEmpty else { return }
        settle(on: pods)
        selectedIndex = max(0, min(pods.count - 1, selectedIndex + step))
        selected = pods[selectedIndex].pod.uid
    }
}

/// A pod with the predictor that it belongs to.
struct PodRow: Sendable, Equatable {
    let predictor: String
    let pod: PodSnapshot
}

extension DeploymentSnapshot {
    /// Every pod, predictor by predictor.
    var podRows: [PodRow] {
        predictors.flatMap { predictor in
            predictor.pods.map { PodRow(predictor: predictor.name, pod: $0) }
        }
    }

    /// The predictor that a pod belongs to.
    func predictor(ofPod name: String) -> String? {
        predictors.first { $0.pods.contains { $0.name == name } }?.name
    }
}
