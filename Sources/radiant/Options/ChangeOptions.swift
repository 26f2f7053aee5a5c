import ArgumentParser

/// How a change is made, or only shown.
struct ChangeOptions: ParsableArguments {
    @Flag(help: "Only print the patch and let the server check it.")
    var dryRun = false

    @Flag(help: "Print the patch for a repository (a Kustomize patch) in place of applying it.")
    var printPatch = false

    @Flag(help: "Do it although no pod is ready, a rollout is under way, or others own fields.")
    var force = false

    @Option(
        help: ArgumentHelp(
            "The deployment's name again, which dangerous changes take in production.",
            valueName: "name"
        )
    )
    var confirm: String?
}
