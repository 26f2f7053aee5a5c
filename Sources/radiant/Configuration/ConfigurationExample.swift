import Dashboard
import Operations

extension Configuration {
    /// A file that sets everything to what it is where nothing is set, with a word on each line.
    static let example = """
        # Radiant's configuration: $XDG_CONFIG_HOME/radiant/config.yaml, or the file of $RADIANT_CONFIG.
        # Nothing needs it: what is left out is as it stands here.

        # How the dashboard looks: a name of `radiant themes`, or `auto`, which asks the terminal how
        # light its background is and takes one of two. Your own themes are YAML files in the folder
        # themes beside this file. --theme NAME goes before it.
        theme:
          dark: dark
          light: light

        # Which keys mean what: `preset: k9s` for hands that know k9s, and for each action a key or a
        # list of keys, such as `logs: l` or `half-page-down: [ctrl-d, space]`; [] takes its keys away.
        # Esc, Ctrl-c and Ctrl-z stay what they are.
        keys:
          preset: radiant
          # Actions: ACTIONS

        # Whether alarms ring the bell.
        bell: true

        # Whether alarms are sent to the terminal as notifications too (OSC 9). An alarm is a deployment
        # that goes down, a predictor that loses its last ready pod, too many failed requests, or a gate of
        # a rollout that does not hold.
        notify: false

        # Whether the mouse is heard: the wheel scrolls, a click selects and, on what is selected, opens.
        # The terminal then selects text only with Shift held. :mouse switches it while one looks.
        mouse: false

        # From what on a deployment needs a look (slow: p99, some-errors) or is in trouble (too-slow,
        # many-errors); for all, and for those whose NAME or NAMESPACE/NAME a pattern names.
        thresholds:
          default:
            slow: 2s
            some-errors: 1%
            many-errors: 5%
        #  "payments/*":
        #    slow: 300ms
        #    too-slow: 2s

        # What edits a deployment; by default $VISUAL, else $EDITOR, else vi.
        # editor: vim

        # The contexts that are production; * stands for anything. There the screen has a red frame, and
        # nothing can be changed until it is unlocked (:unlock 10, or radiant unlock --for 10m). The
        # environment's RADIANT_PRODUCTION, with commas between patterns, goes before this.
        production: [USUAL]

        # What holds for contexts of some names, the first that matches; * stands for anything.
        #   theme      the colours there, such as a loud pair for production
        #   gateway    the ingress that test requests go to
        #   prometheus where rates and latencies come from: a URL, or NAMESPACE/SERVICE:PORT
        #   read-only  whether changes are refused
        contexts: {}
        #  "*prod*":
        #    theme: high-contrast
        #    read-only: true
        #  staging:
        #    gateway: http://10.0.0.7

        # Programs that stand for images in the embedded cluster, as radiant up --image has them.
        images: {}
        #  "myorg/model:*": python3 serve.py

        """.replacing("ACTIONS", with: actionComment)
        .replacing(
            "USUAL",
            with: ProductionGuard.usual.map { "\"\($0)\"" }.joined(separator: ", ")
        )

    /// The names of the actions, in lines of a comment.
    private static var actionComment: String {
        var lines = [""]
        for name in KeyBindings.actionNames {
            if lines[lines.count - 1].count + name.count > 80 { lines.append("") }
            lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : ", ") + name
        }
        return lines.joined(separator: ",\n  #   ")
    }
}
