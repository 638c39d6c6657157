import Glibc
import Shell
import TestSupport
import Testing

/// Scripts from a pipe.
@Suite struct PlainEditorTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Everything that an editor reads from a file with these bytes.
  private func events(
    _ bytes: [UInt8], _ portion: PlainEditor.Portion,
    isComplete: @escaping (String) -> Bool = { !$0.utf8.contains(UInt8(ascii: "(")) }
  ) -> [LineEditorEvent] {
    let file = unsafe open(folder.path + "/script", O_RDWR | O_CREAT | O_TRUNC, 0o600)
    defer { close(file) }
    #expect(unsafe write(file, bytes, bytes.count) == bytes.count)
    lseek(file, 0, SEEK_SET)
    let editor = PlainEditor(descriptor: file, portion: portion, isComplete: isComplete)
    var events: [LineEditorEvent] = []
    repeat {
      events.append(editor.readStatement(prompt: "never shown"))
    } while events.count < 1_000 && events.last != .endOfInput
    return events
  }

  private func events(_ text: String, _ portion: PlainEditor.Portion) -> [LineEditorEvent] {
    events(Array(text.utf8), portion)
  }

  @Test func wholeInput() {
    #expect(events("a\nb\n\nc", .wholeInput) == [.text("a\nb\n\nc"), .endOfInput])
    #expect(events("a\r\nb\r\n", .wholeInput) == [.text("a\nb"), .endOfInput])
    #expect(events("\u{FEFF}a\n", .wholeInput) == [.text("a"), .endOfInput])
    #expect(events("", .wholeInput) == [.endOfInput])
  }

  @Test func statements() {
    let open: (String) -> Bool = { text in
      text.utf8.count { $0 == UInt8(ascii: "(") } <= text.utf8.count { $0 == UInt8(ascii: ")") }
    }
    let bytes = Array("a\r\n\n  \nsum(\n\n b)\nZoë\nlast(".utf8)
    #expect(
      events(bytes, .statement, isComplete: open) == [
        .text("a"), .text("sum(\n\n b)"), .text("Zoë"), .text("last("), .endOfInput,
      ])
  }

  @Test func longLinesComeWhole() {
    let line = String(repeating: "東", count: 100_000)
    #expect(events(line + "\nb", .statement) == [.text(line), .text("b"), .endOfInput])
  }

  @Test func statementThatNeverEndsIsHandedOver() {
    let events = events(String(repeating: "(123456789\n", count: 20_000), .statement)
    #expect(events.count == 3)
  }

  @Test func otherEncodingsAreRefused() {
    let bytes = Array("a\nM".utf8) + [0xFC] + Array("ller\nc\n".utf8)
    #expect(
      events(bytes, .statement) == [.text("a"), .failed(.notUTF8(line: 2)), .endOfInput])
    #expect(events(bytes, .wholeInput) == [.failed(.notUTF8(line: 2)), .endOfInput])
  }

  @Test func folderIsNoScript() {
    let folder = unsafe open("/tmp", O_RDONLY | O_DIRECTORY)
    defer { close(folder) }
    let editor = PlainEditor(descriptor: folder)
    #expect(editor.readStatement(prompt: "") == .failed(.system(EISDIR)))
    #expect(editor.readStatement(prompt: "") == .endOfInput)
  }
}
