import Foundation

/// The data that stand beside the package, where they do.
enum SharedData {
  /// The folder `../shared/data/ibm-ar-receivables`, seen from the package or a folder around it.
  static let receivables: String? = {
    var folder = URL(filePath: #filePath).deletingLastPathComponent()
    while folder.path() != "/" {
      folder.deleteLastPathComponent()
      let path = folder.appending(path: "shared/data/ibm-ar-receivables").path()
      if FileManager.default.fileExists(atPath: path) { return path }
    }
    return nil
  }()

  /// Says on the standard output which tests did not run, and why.
  static func skip(_ tests: String, because reason: String) {
    print("skipped \(tests): \(reason)")
  }
}
