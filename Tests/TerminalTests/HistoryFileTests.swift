import Glibc
import Shell
import TestSupport
import Testing

/// The history file: what it holds, who may read it, and what it survives.
@Suite struct HistoryFileTests {
  private let folder: TemporaryFolder
  private let file: HistoryFile
  private var path: String { file.directory + "/history" }

  init() throws {
    folder = try TemporaryFolder()
    file = HistoryFile(directory: folder.path + "/state/invoq")
  }

  private func contents() throws -> String {
    let descriptor = try #require(unsafe open(path, O_RDONLY) as Int32?)
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = unsafe read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  private func add(_ text: String) throws {
    let descriptor = unsafe open(path, O_WRONLY | O_APPEND)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    #expect(unsafe write(descriptor, bytes, bytes.count) == bytes.count)
  }

  private func mode(_ path: String) -> mode_t {
    var facts = stat()
    return unsafe stat(path, &facts) == 0 ? facts.st_mode & 0o777 : 0
  }

  @Test func nothingYet() throws {
    #expect(try file.load().statements == [])
    try file.clear()
    #expect(mode(file.directory) == 0)
  }

  @Test func lineIsJSON() throws {
    try file.append("find \"Zoë\"\n\t\\ 東京 \u{1B}", book: "/books/a", time: 1_779_269_467)
    let expected =
      #"{"time":"2026-05-20T09:31:07Z","book":"/books/a","#
      + #""text":"find \"Zoë\"\n\t\\ 東京 \u001b"}"# + "\n"
    #expect(try contents() == expected)
    #expect(try file.load().statements == ["find \"Zoë\"\n\t\\ 東京 \u{1B}"])
  }

  @Test func lastUseOfAStatementCounts() throws {
    for text in ["a", "b", "a", "c", "b"] { try file.append(text, book: "") }
    #expect(try file.load().statements == ["a", "c", "b"])
  }

  @Test func privateAndBlankStatementsAreNotRecorded() throws {
    try file.append(" secret", book: "")
    try file.append("\n", book: "")
    try file.append("open", book: "")
    #expect(try file.load().statements == ["open"])
    #expect(try !contents().contains("secret"))
  }

  @Test func onlyTheNewestAreRead() throws {
    try file.append("first", book: "")
    let lines = (1...StatementHistory.limit + 10).map { #"{"text":"s\#($0)"}"# }
    try add(lines.joined(separator: "\n"))
    let statements = try file.load().statements
    #expect(statements.count == StatementHistory.limit)
    #expect(statements.first == "s11")
  }

  @Test func damagedLinesAreSkipped() throws {
    try file.append("before", book: "")
    try add(
      """
      not json
      {"text":"no end
      {"text":"no end"
      {"text":"after the end"} x
      {"text":7}
      {"text":"bad escape \\q"}
      {"text":"half \\ud83d a character"}
      {"book":"no text"}
      {"text":"torn by a cra
      """)
    try file.append("after", book: "")
    try add(#"  { "more" : "x" , "text" : "\u00e9\ud83d\ude00\/" } "# + "\n")
    #expect(try file.load().statements == ["before", "after", "é😀/"])
  }

  @Test func bytesThatAreNoTextAreSkipped() throws {
    try file.append("before", book: "")
    let descriptor = unsafe open(path, O_WRONLY | O_APPEND)
    let bytes = Array("{\"text\":\"".utf8) + [0xFF, 0xC3] + Array("\"}\n".utf8)
    #expect(unsafe write(descriptor, bytes, bytes.count) == bytes.count)
    close(descriptor)
    #expect(try file.load().statements == ["before"])
  }

  @Test func belongsToItsUserAlone() throws {
    try file.append("a", book: "")
    #expect(mode(path) == 0o600)
    #expect(mode(file.directory) == 0o700)
    unsafe chmod(path, 0o644)
    unsafe chmod(file.directory, 0o755)
    try file.append("b", book: "")
    #expect(mode(path) == 0o600)
    #expect(mode(file.directory) == 0o700)
  }

  @Test func clearForgets() throws {
    try file.append("a", book: "")
    try file.clear()
    #expect(try contents() == "")
    try file.append("b", book: "")
    #expect(try file.load().statements == ["b"])
  }

  @Test func linksAreRefused() throws {
    try file.append("a", book: "")
    let target = folder.path + "/target"
    #expect(unsafe rename(path, target) == 0)
    #expect(unsafe symlink(target, path) == 0)
    #expect(throws: HistoryFile.Failure.unsafePath) { try file.append("b", book: "") }
    #expect(throws: HistoryFile.Failure.unsafePath) { try file.load() }
    #expect(throws: HistoryFile.Failure.unsafePath) { try file.clear() }
    let linked = HistoryFile(directory: folder.path + "/linked")
    #expect(unsafe symlink(file.directory, linked.directory) == 0)
    #expect(throws: HistoryFile.Failure.unsafePath) { try linked.append("b", book: "") }
  }

  @Test func pipesAreRefused() throws {
    try file.append("a", book: "")
    unsafe unlink(path)
    #expect(unsafe mkfifo(path, 0o600) == 0)
    #expect(throws: HistoryFile.Failure.unsafePath) { try file.append("b", book: "") }
    #expect(throws: HistoryFile.Failure.unsafePath) { try file.load() }
  }

  @Test func lockOfAStoppedSessionIsNotWaitedForForever() throws {
    try file.append("a", book: "")
    let descriptor = unsafe open(path, O_RDONLY)
    #expect(flock(descriptor, LOCK_EX) == 0)
    #expect(throws: HistoryFile.Failure.locked) { try file.append("b", book: "") }
    close(descriptor)
    try file.append("c", book: "")
    #expect(try file.load().statements == ["a", "c"])
  }

  @Test func sessionsInterleave() async throws {
    let file = file
    await withTaskGroup(of: Void.self) { group in
      for session in 0..<4 {
        group.addTask {
          let statement = String(repeating: "x", count: 5_000)
          for number in 0..<50 {
            try? file.append("\(session)-\(number) \(statement)", book: "")
          }
        }
      }
    }
    let statements = try file.load().statements
    #expect(statements.count == 200)
    for session in 0..<4 {
      let own = statements.filter { $0.hasPrefix("\(session)-") }.map { $0.prefix { $0 != " " } }
      #expect(own == (0..<50).map { "\(session)-\($0)" })
    }
  }

  @Test func placeOfTheFile() {
    func directory(_ variables: [String: String]) -> String? {
      HistoryFile.standard { variables[$0] }?.directory
    }
    #expect(directory(["XDG_STATE_HOME": "/s", "HOME": "/h"]) == "/s/invoq")
    #expect(directory(["XDG_STATE_HOME": "s", "HOME": "/h"]) == "/h/.local/state/invoq")
    #expect(directory(["HOME": "/h"]) == "/h/.local/state/invoq")
    #expect(directory([:]) == nil)
  }
}
