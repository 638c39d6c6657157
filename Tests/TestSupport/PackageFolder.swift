internal import Foundation

/// The folder of the package: what tests read and write stands below it.
package enum PackageFolder {
  /// Its absolute path.
  package static let path: String = {
    // package/Tests/TestSupport/PackageFolder.swift
    let parts = #filePath.split(separator: "/").dropLast(3)
    return "/" + parts.joined(separator: "/")
  }()

  /// Makes it the working folder, so that paths in scripts and messages are short and stable.
  package static func enter() {
    _ = isEntered
  }

  private static let isEntered = FileManager.default.changeCurrentDirectoryPath(path)

  /// Files below a folder of the package whose names end like this, as paths from the package.
  package static func files(below folder: String, suffix: String) -> [String] {
    let root = folder.isEmpty ? path : path + "/" + folder
    let names = FileManager.default.enumerator(atPath: root)?.allObjects as? [String] ?? []
    return names.filter { $0.hasSuffix(suffix) && isFile(root + "/" + $0) }
      .map { folder.isEmpty ? $0 : folder + "/" + $0 }.sorted()
  }

  /// The names in a folder of the package, in order.
  package static func entries(of folder: String) -> [String] {
    let root = folder.isEmpty ? path : path + "/" + folder
    return ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted()
  }

  /// Whether a path from the package leads to a file or folder.
  package static func exists(_ file: String) -> Bool {
    FileManager.default.fileExists(atPath: path + "/" + file)
  }

  /// The text of a file, by its path from the package.
  package static func text(_ file: String) throws -> String {
    try String(contentsOfFile: path + "/" + file, encoding: .utf8)
  }

  /// Replaces a file's text.
  package static func write(_ text: String, to file: String) throws {
    try text.write(toFile: path + "/" + file, atomically: true, encoding: .utf8)
  }

  private static func isFile(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && !isFolder.boolValue
  }
}
