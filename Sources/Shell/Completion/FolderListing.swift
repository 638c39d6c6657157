import Glibc

/// The names in a folder, for a path that is being typed.
enum FolderListing {
  /// A folder with more than this is listed in part.
  private static let mostNames = 1_000

  /// The folders, and the files with an ending, whose paths begin with what was typed.
  ///
  /// Folders end in `/`; names with characters that cannot be typed, or with quotes, are left out.
  static func paths(beginning typed: String, ending: String) -> [String] {
    let slash = typed.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { String(typed[...$0]) } ?? ""
    let start = slash.map { String(typed[typed.utf8.index(after: $0)...]) } ?? typed
    guard let stream = unsafe opendir(folder.isEmpty ? "." : folder) else { return [] }
    defer { unsafe closedir(stream) }
    var found: [String] = []
    while found.count < mostNames, let entry = unsafe readdir(stream) {
      guard let name = name(of: unsafe entry.pointee), name.utf8.starts(with: start.utf8),
        start.utf8.first == UInt8(ascii: ".") || name.utf8.first != UInt8(ascii: ".")
      else { continue }
      let path = folder + name
      if isFolder(path) {
        found.append(path + "/")
      } else if name.lowercased().utf8.reversed().starts(with: ending.utf8.reversed()) {
        found.append(path)
      }
    }
    return found.sorted()
  }

  private static func name(of entry: dirent) -> String? {
    let bytes = unsafe withUnsafeBytes(of: entry.d_name) { raw in
      unsafe Array(raw.prefix { $0 != 0 })
    }
    guard let name = String(validating: bytes, as: UTF8.self),
      name.unicodeScalars.allSatisfy({ TypedText.isAllowed($0) && $0 != "\"" })
    else { return nil }
    return name
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
