package import Diagnostics
internal import Importing
package import Shell
internal import Synchronization

/// The books that transcripts ask, each opened once.
package enum TestBooks {
  /// Where the books of the tests stand.
  package static let folder = "Tests/TranscriptTests/Books"

  private static let opened = Mutex<[String: OpenBook]>([:])

  /// The book of a transcript: `example`, or a folder or file of the tests; nil for `none`.
  package static func book(_ name: String, map: String?) throws(Diagnostic) -> OpenBook? {
    guard name != "none" else { return nil }
    PackageFolder.enter()
    let key = name + "\n" + (map ?? "")
    if let book = opened.withLock({ $0[key] }) { return book }
    let path = name == "example" ? "Examples/book" : "\(folder)/\(name)"
    var options = OpenBook.Options()
    if let map {
      let file = try ScriptFile.read("\(folder)/\(map)", at: nil)
      options.mapping = try FieldMapping.parse(file)
    }
    let book = try OpenBook.open([path], options: options)
    opened.withLock { $0[key] = book }
    return book
  }
}
