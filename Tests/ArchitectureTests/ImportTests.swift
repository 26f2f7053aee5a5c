import Testing

/// The sources keep to the table of the design.
struct ImportTests {
    private var ours: Set<String> { Set(House.imports.keys) }

    @Test func `every target imports of ours only what the table allows`() {
        for file in SourceTree.sources {
            let used = file.imports.intersection(ours).subtracting([file.target])
            let allowed =
                House.imports[file.target]
                ?? ours.subtracting(House.forbidden[file.target] ?? [])
            let surplus = used.subtracting(allowed)
            #expect(surplus.isEmpty, "\(file.path) imports \(surplus.sorted())")
        }
    }

    @Test func `the table itself points to lower floors only`() {
        var floor: [String: Int] = [:]
        for (number, names) in House.floors.enumerated() {
            for name in names { floor[name] = number }
        }
        for (target, imports) in House.imports {
            guard let own = floor[target] else { continue }
            for name in imports {
                guard let other = floor[name] else {
                    #expect(House.guests[name]?.contains(target) == true, "\(target) → \(name)")
                    continue
                }
                #expect(other < own, "\(target) → \(name)")
            }
        }
    }

    @Test func `what lies behind a door is imported by that door alone`() {
        for file in SourceTree.sources {
            let allowed = House.doors[file.target] ?? []
            let libraries = House.libraries[file.target] ?? []
            let behind = House.doors.values.reduce(into: Set(["CYAML", "CVectors"])) {
                $0.formUnion($1)
            }
            let surplus = file.imports.intersection(behind)
                .subtracting(allowed).subtracting(libraries)
            #expect(surplus.isEmpty, "\(file.path) imports \(surplus.sorted())")
        }
    }

    @Test func `packages are imported only where the table has them`() {
        for file in SourceTree.sources {
            let known = ours.union(House.toolchain).union(House.everywhere)
                .union(House.packages[file.target] ?? []).union(House.doors[file.target] ?? [])
                .union(House.libraries[file.target] ?? [])
            let surplus = file.imports.subtracting(known)
            #expect(surplus.isEmpty, "\(file.path) imports \(surplus.sorted())")
        }
    }
}
