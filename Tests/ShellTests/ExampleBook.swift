import Diagnostics
import Model
import Shell
import TestSupport

/// The book in `Examples`, opened once for all tests.
enum ExampleBook {
  /// The folder of the project.
  static let project: String = {
    var folder = #filePath[...]
    for _ in 0..<3 {
      guard let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) else { break }
      folder = folder[..<slash]
    }
    return String(folder)
  }()

  static let folder = project + "/Examples/book"

  private static let opened = Result { () throws(Diagnostic) in try OpenBook.open([folder]) }

  /// The book; a test that cannot have it fails here.
  static func book() throws -> OpenBook { try opened.get() }

  /// A session about the book, and what it says.
  static func session(isSafe: Bool = false) throws -> (session: Session, output: BufferOutput) {
    let output = BufferOutput()
    let session = Session(
      output: output, settings: ShellSettings(), clockDay: .first, isSafe: isSafe)
    session.use(try book())
    return (session, output)
  }
}
