internal import Failures
internal import Glibc

/// The pictures that a command line names: files as they are, folders by what lies below them.
enum PictureFiles {
    private static let endings = ["png", "jpg", "jpeg", "tif", "tiff"]

    /// The paths in the order given; what a folder holds comes by name.
    ///
    /// - Throws: `Failure` for a folder that cannot be read, or that has no pictures.
    static func found(_ paths: [String]) throws(Failure) -> [String] {
        var found: [String] = []
        for path in paths {
            guard isFolder(path) else {
                found.append(path)
                continue
            }
            let below = try pictures(below: path)
            guard !below.isEmpty else {
                throw Failure(
                    "there are no pictures in \(path)",
                    hint: "files that end in \(endings.joined(separator: ", ")) are taken"
                )
            }
            found += below
        }
        return found
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func pictures(below folder: String) throws(Failure) -> [String] {
        guard let handle = opendir(folder) else {
            throw Failure("cannot read the folder \(folder): \(String(cString: strerror(errno)))")
        }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        var found: [String] = []
        for name in names.sorted() {
            let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
            if isLink(path) { continue }
            if isFolder(path) {
                found += try pictures(below: path)
            } else if let ending = name.split(separator: ".").last?.lowercased(),
                endings.contains(ending)
            {
                found.append(path)
            }
        }
        return found
    }

    /// Links within a folder are not followed: they may lead round in a ring.
    private static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }
}
