import Foundation

/// The public files and tools that stand beside the project, where they do.
enum PublicData {
  /// The folder of data.
  static let folder = found("shared/data")
  /// The program that writes the books of a trading company.
  static let generator = found("shared/tools/bench/gen_invoices.py")

  private static func found(_ name: String) -> String? {
    var folder = URL(filePath: #filePath).deletingLastPathComponent()
    while folder.path() != "/" {
      folder.deleteLastPathComponent()
      let path = folder.appending(path: name).path()
      if FileManager.default.fileExists(atPath: path) { return path }
    }
    return nil
  }
}
