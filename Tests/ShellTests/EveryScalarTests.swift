import Diagnostics
import Foundation
import Model
import Shell
import TestSupport
import Testing

/// All 1,112,064 characters as data, in each place that shows data on a terminal: answers, the
/// prompt, the history, errors, and the line that tells of long work.
@Suite struct EveryScalarTests {
  /// Every character once, in texts of a few thousand.
  private static let texts: [String] = stride(from: UInt32(0), to: 0x11_0000, by: 4_096).map {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: ($0..<$0 + 4_096).compactMap(Unicode.Scalar.init))
    return String(view)
  }

  @Test func thereAreAllOfThem() {
    #expect(Self.texts.reduce(0) { $0 + $1.unicodeScalars.count } == 1_112_064)
  }

  /// Whether each character is harmless; looked up a few million times.
  private static let isHarmless: [Bool] = (UInt32(0)..<0x11_0000).map { value in
    Unicode.Scalar(value).map(VisibleText.isHarmless) ?? false
  }

  /// The first character that is neither harmless nor the end of a line; nil where there is none.
  private func firstUnsafe(_ text: String) -> String? {
    let isHarmless = Self.isHarmless
    for scalar in text.unicodeScalars where !isHarmless[Int(scalar.value)] && scalar != "\n" {
      return scalar.escaped(asASCII: true)
    }
    return nil
  }

  /// As names of customers, read from a file and shown as on a terminal; a file with a zero byte is
  /// refused.
  @Test func inAnswers() throws {
    let folder = try TemporaryFolder()
    let rows = Self.texts.enumerated().map { place, text in
      "C-\(place),\"\(text.replacing("\"", with: "\"\"").replacing("\0", with: ""))\"\n"
    }
    try ("number,name\n" + rows.joined()).write(
      toFile: folder.path + "/customers.csv", atomically: true, encoding: .utf8)
    let output = BufferOutput()
    var settings = ShellSettings()
    settings.isTerminal = true
    let session = Session(output: output, settings: settings, clockDay: .first)
    try session.open([folder.path])
    for format in ["table", "csv"] {
      #expect(session.run(SourceText("set output \(format)\ncustomers show name")) == .done)
      let said = output.take()
      #expect(said.utf8.count > 4_000_000, "\(format)")
      #expect(firstUnsafe(said) == nil, "\(format)")
    }
  }

  /// In a statement that is wrong: the message shows its line.
  @Test func inErrors() throws {
    let (session, output) = try ExampleBook.session()
    // So that nothing of the line is left out.
    session.settings.width = 100_000
    var size = 0
    for text in Self.texts {
      _ = session.run(SourceText("customers where nmae is \"\(text)\""))
      let said = output.take()
      size += said.utf8.count
      #expect(firstUnsafe(said) == nil)
    }
    #expect(size > 4_000_000)
  }

  /// Typed or pasted: what can act on the terminal never gets into the line.
  @Test func atThePrompt() {
    var kept = 0
    for text in Self.texts {
      let cleaned = TypedText.cleaned(text.utf8)
      kept += cleaned.unicodeScalars.count
      #expect(firstActing(cleaned) == nil)
    }
    // Letters and their marks become one character, and few scalars are no text.
    #expect(kept > 1_000_000)
  }

  /// In a file of earlier statements that anything may have written.
  @Test func inTheHistory() throws {
    let folder = try TemporaryFolder()
    let file = HistoryFile(directory: folder.path)
    for text in Self.texts { try file.append(text, book: text) }
    let past = try file.load().statements
    #expect(past.count == Self.texts.count)
    for text in past { #expect(firstActing(TypedText.cleaned(text.utf8)) == nil) }
  }

  /// In the words of the line that is taken back.
  @Test func inTheProgressLine() {
    for text in Self.texts {
      let row = ProgressLine.row(text, columns: 100_000)
      #expect(firstUnsafe(row) == nil && !row.utf8.contains(0x0A))
      #expect(DisplayWidth.of(ProgressLine.row(String(text.prefix(99)), columns: 40)) < 40)
    }
  }

  /// The first control, separator or mark of direction; in a line that is typed, joiners and the
  /// like are text.
  private func firstActing(_ text: String) -> String? {
    text.unicodeScalars.first { scalar in
      switch scalar.properties.generalCategory {
      case .control: scalar != "\n"
      case .lineSeparator, .paragraphSeparator: true
      default: scalar.properties.isBidiControl
      }
    }?.escaped(asASCII: true)
  }
}
