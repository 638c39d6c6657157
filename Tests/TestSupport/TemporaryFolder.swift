internal import Foundation

/// A folder of a test's own, removed with everything in it when the test is over.
package final class TemporaryFolder: Sendable {
  /// The absolute path.
  package let path: String

  /// A new, empty folder.
  package init() throws {
    path = NSTemporaryDirectory() + "invoq-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}
