import Kubernetes
import Seldon

/// All the objects that a SeldonDeployment asks for.
struct ResourcePlan {
    /// One Deployment a component, the first predictor's first.
    var deployments: [Deployment] = []
    /// The predictors' and the containers' Services.
    var services: [Service] = []
    /// What fits the number of pods of Deployments to their use.
    var autoscalers: [HorizontalPodAutoscaler] = []
    /// How far the pods may be disturbed.
    var budgets: [PodDisruptionBudget] = []
    /// How traffic is divided.
    var virtualService: VirtualService
    /// One a predictor.
    var destinationRules: [DestinationRule] = []

    /// Works out the objects.
    ///
    /// - Parameters:
    ///   - deployment: The resource as it was written.
    ///   - settings: The installation's settings.
    /// - Throws: `OperatorError`.
    init(for deployment: SeldonDeployment, _ settings: OperatorSettings) throws(OperatorError) {
        let issues = deployment.validate()
        guard issues.isEmpty else { throw .invalid(issues.map(\.description)) }
        let whole = deployment.defaulted(settings.ports)
        for predictor in whole.predictors {
            let builder = PredictorBuilder(whole, predictor, settings)
            for unit in predictor.graph.all {
                if case .prepackaged(let server) = unit.implementation,
                    predictor.container(named: unit.name) == nil
                {
                    throw .unsupportedServer(unit: unit.name, server: server)
                }
            }
            deployments += builder.deployments
            services += builder.services
            autoscalers += builder.scalings.compactMap(\.autoscaler)
            budgets += builder.scalings.compactMap(\.budget)
        }
        let rules = MeshRules(whole, settings)
        virtualService = rules.virtualService
        destinationRules = rules.destinationRules
    }
}
