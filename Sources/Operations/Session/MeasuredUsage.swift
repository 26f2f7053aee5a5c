/// What the containers of one pod used when it was last measured.
package struct MeasuredUsage: Sendable, Equatable {
    /// When that was.
    package var measuredAt: Moment
    /// What each container used, by name.
    package var containers: [String: ContainerUsage] = [:]

    /// What all of them used together.
    package var whole: PodUsage {
        PodUsage(
            cores: containers.values.reduce(0) { $0 + ($1.cores ?? 0) },
            bytes: Int(containers.values.reduce(0) { $0 + ($1.memory ?? 0) }),
            measuredAt: measuredAt
        )
    }
}
