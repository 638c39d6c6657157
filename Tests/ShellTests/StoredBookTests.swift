import Columns
import Foundation
import Shell
import Storage
import TestSupport
import Testing

/// Books that invoq keeps: written once, opened by mapping, and checked.
@Suite struct StoredBookTests {
  private static let questions = [
    "invoices where overdue sum owed as owed, max days_overdue as days by customer sort customer",
    "customers show *", "vendors show name, owed, balance, last_payment", "#INV-00339", "#339",
    "invoices as of 31 December 2025 known on 1 January 2026 where open sum owed by aging",
    "invoices show number, country, status, discount_due, count(lines), list allocations.payment",
    "findings count by rule", "ledger sum amount by kind across currency",
    "invoices where customer is \"bäckerei süß\" show number, terms, extra",
  ]

  @Test func aKeptBookAnswersAsItsFilesDo() throws {
    let folder = try BookFolderPath()
    let made = try ProgramRun(["import", "Examples/book", "--into", folder.path])
    #expect(made.status == 0)
    #expect(made.output.isEmpty)
    #expect(made.errors.contains("5,452 rows read = 5,452 accepted + 0 refused"))
    for question in StoredBookTests.questions {
      let kept = try ProgramRun([folder.path, "-c", question])
      let files = try ProgramRun(["Examples/book", "-c", question])
      #expect(kept.output == files.output)
      #expect(kept.errors == files.errors)
    }
    let verified = try ProgramRun(["verify", folder.path])
    #expect(verified.status == 0)
    #expect(verified.output == "the book is as it was written\n")
    let again = try ProgramRun(["import", "Examples/book", "--into", folder.path])
    #expect(again.status == 2)
    #expect(again.errors.contains("there is a book in \(folder.path) already"))
  }

  /// Most collections of a small book are empty, and a change may bring the first of a kind.
  @Test func aSmallBookIsWholeBeforeAndAfterAChange() throws {
    let folder = try BookFolderPath()
    let book = "Tests/TranscriptTests/Books/twins"
    #expect(try ProgramRun(["import", book, "--into", folder.path]).status == 0)
    #expect(try ProgramRun(["verify", folder.path]).status == 0)
    let number = try ProgramRun([folder.path, "-o", "csv", "-c", "invoices take 1 show number"])
    let invoice = number.output.split(whereSeparator: \.isNewline).last ?? ""
    let change = "note #\(invoice) \"asked again\""
    let noted = try ProgramRun([folder.path, "--yes", "-c", change])
    #expect(noted.status == 0, "\(noted.errors)")
    #expect(try ProgramRun(["verify", folder.path]).status == 0)
  }

  /// At the prompt a book is looked through while nobody types, and changed after a question.
  @Test func aKeptBookIsAskedAndChangedAtThePrompt() throws {
    let folder = try BookFolderPath()
    #expect(try ProgramRun(["import", "Examples/book", "--into", folder.path]).status == 0)
    let terminal = try PseudoTerminal(
      program: ProgramRun.program, arguments: [folder.path, "--no-history"],
      environment: ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"],
      columns: 100, rows: 40)
    try terminal.wait(forRow: "invoq>")
    terminal.type("customers where name is \"caf\t")
    try terminal.wait(forText: "Café Größenwahn")
    terminal.type("\u{3}")
    try terminal.wait(forRow: "invoq>")
    terminal.type("post payment EUR 500 from \"Café Größenwahn\" for #INV-00291\r")
    try terminal.wait(forText: "[y/N]")
    terminal.type("y\r")
    try terminal.wait(forText: "saved as E1")
    try terminal.wait(forRow: "invoq>")
    terminal.type("\u{4}")
    #expect(try terminal.waitForExit() == 0)
    let asked = try ProgramRun([folder.path, "-o", "csv", "-c", "#INV-00291 show received"])
    #expect(asked.output.contains("500.00"))
  }

  /// A reader keeps the book as it was opened, and is told when others have changed it.
  @Test func whoOnlyReadsIsToldThatTheBookHasMovedOn() throws {
    let folder = try BookFolderPath()
    #expect(try ProgramRun(["import", "Examples/book", "--into", folder.path]).status == 0)
    let terminal = try PseudoTerminal(
      program: ProgramRun.program, arguments: [folder.path, "--no-history"],
      environment: ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"],
      columns: 110, rows: 60)
    try terminal.wait(forRow: "invoq>")
    func ask(_ text: String, until answer: String) throws {
      terminal.type("\(text)\r")
      try terminal.wait(forText: answer)
      try terminal.wait(forRow: "invoq>")
    }
    try ask("#INV-00339 show owed", until: "3,427.20")
    #expect(
      try ProgramRun([folder.path, "--yes", "-c", "pay #INV-00339 EUR 100"]).status == 0)
    try ask("#INV-00339 show owed", until: "others have made a change")
    #expect(!terminal.screen.text.contains("3,327.20"))
    try ask("reload", until: "customers")
    try ask("#INV-00339 show owed", until: "3,327.20")
    // What writes the book anew is told as well.
    let long = String(repeating: "a long story ", count: 4_500)
    let notes = (0..<24).map { "note #INV-00339 \"\($0) \(long)\"" }.joined(separator: "\n")
    let script = folder.path + ".ivq"
    defer { try? FileManager.default.removeItem(atPath: script) }
    try notes.write(toFile: script, atomically: true, encoding: .utf8)
    #expect(try ProgramRun([folder.path, "--yes", "-f", script]).status == 0)
    try ask("notes where text has \"long story\" count", until: "others have made many changes")
    terminal.type("\u{4}")
    #expect(try terminal.waitForExit() == 0)
  }

  /// A journal belongs to one state of one book, which its first bytes name.
  @Test func journalsNameTheirSnapshots() throws {
    let named = try ["Examples/book", "Tests/TranscriptTests/Books/twins"].map { files in
      let folder = try BookFolderPath()
      #expect(try ProgramRun(["import", files, "--into", folder.path]).status == 0)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/journal-1"))
      return Array(bytes[40..<48])
    }
    #expect(named[0] != named[1])
  }

  /// A form that is read no more is told as such, not as damage.
  @Test func aBookOfAnEarlierFormIsRefusedByName() throws {
    let folder = try BookFolderPath()
    #expect(try ProgramRun(["import", "Examples/book", "--into", folder.path]).status == 0)
    let snapshot = URL(fileURLWithPath: folder.path + "/snapshot-1")
    var bytes = try Data(contentsOf: snapshot)
    bytes[8] = 1
    bytes.replaceSubrange(124..<128, with: CastagnoliCRC.bytes(of: bytes[..<124]))
    try bytes.write(to: snapshot)
    let url = URL(fileURLWithPath: folder.path + "/journal-1")
    var journal = try Data(contentsOf: url)
    journal.replaceSubrange(40..<44, with: CastagnoliCRC.bytes(of: bytes[..<124]))
    journal.replaceSubrange(56..<60, with: CastagnoliCRC.bytes(of: journal[..<56]))
    try journal.write(to: url)
    let opened = try ProgramRun([folder.path, "-c", "invoices count"])
    #expect(opened.status == 2)
    #expect(opened.errors.contains("written by an earlier version of invoq"), "\(opened.errors)")
  }

  /// Much was changed, so the book is written anew; what happened stays, and can be taken back.
  @Test func aBookThatHasGrownIsWrittenAnew() throws {
    let folder = try BookFolderPath()
    let book = "Tests/TranscriptTests/Books/twins"
    #expect(try ProgramRun(["import", book, "--into", folder.path]).status == 0)
    func names() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }
    #expect(try names() == ["journal-1", "lock", "snapshot-1"])
    let long = String(repeating: "a long story ", count: 4_500)
    let notes = (0..<10).map { "note #I-1 \"\($0) \(long)\"" }.joined(separator: "\n")
    let script = folder.path + ".ivq"
    defer { try? FileManager.default.removeItem(atPath: script) }
    try notes.write(toFile: script, atomically: true, encoding: .utf8)
    #expect(try ProgramRun([folder.path, "--yes", "-f", script]).status == 0)
    #expect(try names() == ["journal-2", "lock", "snapshot-2"])
    let questions = ["events count", "notes count", "notes known on 2020-01-01 count"]
    func answers() throws -> [String] {
      try questions.map { try ProgramRun([folder.path, "-o", "csv", "-c", $0]).output }
    }
    #expect(try answers() == ["count\n10\n", "count\n10\n", "count\n0\n"])
    let undone = try ProgramRun([folder.path, "--yes", "-c", "undo #E3", "-c", "undo"])
    #expect(undone.output.contains("saved as E12"))
    #expect(try answers() == ["count\n12\n", "count\n8\n", "count\n0\n"])
    #expect(try ProgramRun(["verify", folder.path]).status == 0)
  }

  @Test func aBackupIsTheBook() throws {
    let (folder, other) = (try BookFolderPath(), try BookFolderPath())
    let file = folder.path + ".bak"
    defer { try? FileManager.default.removeItem(atPath: file) }
    #expect(try ProgramRun(["import", "Examples/book", "--into", folder.path]).status == 0)
    #expect(try ProgramRun([folder.path, "--yes", "-c", "flag #INV-00339"]).status == 0)
    let kept = try ProgramRun(["backup", folder.path, file])
    #expect(kept.status == 0)
    #expect(kept.errors == "kept in \(file), with 1 change\n")
    let questions = StoredBookTests.questions + ["events show event, sentence"]
    func all(of book: BookFolderPath) throws -> [String] {
      try questions.map { try ProgramRun([book.path, "-c", $0]).output }
    }
    let answers = try all(of: folder)
    // What is changed later is not in it.
    #expect(try ProgramRun([folder.path, "--yes", "-c", "undo"]).status == 0)
    #expect(try ProgramRun(["restore", file, "--into", other.path]).status == 0)
    #expect(try all(of: other) == answers)
    #expect(try ProgramRun(["verify", other.path]).status == 0)
    #expect(try ProgramRun([other.path, "--yes", "-c", "undo"]).status == 0)
    #expect(try ProgramRun(["backup", folder.path, file]).status == 3)
    #expect(try ProgramRun(["backup", folder.path, file, "--yes"]).status == 0)
  }

  /// No turned bit and no missing end of a backup becomes a book.
  @Test func aDamagedBackupIsRefused() throws {
    let (folder, other) = (try BookFolderPath(), try BookFolderPath())
    let file = folder.path + ".bak"
    defer { try? FileManager.default.removeItem(atPath: file) }
    let book = "Tests/TranscriptTests/Books/twins"
    #expect(try ProgramRun(["import", book, "--into", folder.path]).status == 0)
    #expect(try ProgramRun(["backup", folder.path, file]).status == 0)
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
    for place in bytes.indices {
      var damaged = bytes
      damaged[place] ^= 1 << UInt8(place % 8)
      #expect(throws: BookBackup.Fault.self) { try BookBackup(ByteStore(damaged)) }
      #expect(throws: BookBackup.Fault.self) { try BookBackup(ByteStore(Array(bytes[..<place]))) }
    }
    _ = try BookBackup(ByteStore(bytes))
    let none = try ProgramRun(["restore", "README.md", "--into", other.path])
    #expect(none.status == 2)
    #expect(none.errors.contains("README.md is no backup of a book"))
  }

  /// What can be read of a damaged book is another book, and what is lost is told.
  @Test func aDamagedBookIsSalvaged() throws {
    let (folder, whole, mended) = (try BookFolderPath(), try BookFolderPath(), try BookFolderPath())
    #expect(try ProgramRun(["import", "Examples/book", "--into", folder.path]).status == 0)
    for sentence in ["flag #INV-00339", "pay #INV-00346 EUR 20", "note #INV-00346 \"asked\""] {
      #expect(try ProgramRun([folder.path, "--yes", "-c", sentence]).status == 0)
    }
    let copied = try ProgramRun(["salvage", folder.path, "--into", whole.path])
    #expect(copied.status == 0)
    #expect(copied.errors.hasPrefix("the book is as it was written\n"), "\(copied.errors)")
    let question = "events show event, sentence"
    #expect(
      try ProgramRun([whole.path, "-c", question]).output
        == ProgramRun([folder.path, "-c", question]).output)
    // A bit of the third block, and the second record.
    func turn(_ place: Int, of name: String) throws {
      let url = URL(fileURLWithPath: folder.path + "/" + name)
      var bytes = try Data(contentsOf: url)
      bytes[place] ^= 1
      try bytes.write(to: url)
    }
    try turn(40_000, of: "snapshot-1")
    try turn(300, of: "journal-1")
    let files = ["snapshot-1", "journal-1"].map { URL(fileURLWithPath: folder.path + "/" + $0) }
    let before = try files.map { try Data(contentsOf: $0) }
    let salvaged = try ProgramRun(["salvage", folder.path, "--into", mended.path])
    #expect(salvaged.status == 2)
    #expect(try files.map { try Data(contentsOf: $0) } == before)
    for told in [
      "damaged: snapshot-1, block 2 (bytes 32768 to 49151)\n", "damaged: journal-1, bytes ",
      "lost: ", "lost: event E2, and what it took back", "kept in \(mended.path), with ",
    ] { #expect(salvaged.errors.contains(told), "\(salvaged.errors)") }
    #expect(try ProgramRun(["verify", mended.path]).status == 0)
    #expect(try ProgramRun([mended.path, "--yes", "-c", "note #V-001 \"on\""]).status == 0)
    let events = try ProgramRun([mended.path, "-o", "csv", "-c", "events show event, sentence"])
    #expect(events.output.contains("E2,lost with a damaged part of the journal\n"))
    #expect(events.output.contains("E3,\"note #INV-00346 \"\"asked\"\"\"\nE4,"))
    let again = try ProgramRun(["salvage", folder.path, "--into", mended.path])
    #expect(again.errors.contains("there is a book in \(mended.path) already"))
  }

  @Test func aDamagedBlockIsNoAnswer() throws {
    let folder = try BookFolderPath()
    #expect(try ProgramRun(["import", "Examples/book", "--into", folder.path]).status == 0)
    let path = folder.path + "/snapshot-1"
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    // Behind the header and before the directory: columns, texts and indexes.
    for place in stride(from: 5000, to: bytes.count - 30_000, by: 65_536) { bytes[place] ^= 4 }
    try bytes.write(to: URL(fileURLWithPath: path))
    let asked = try ProgramRun([folder.path, "-c", "invoices show *"])
    #expect(asked.status == 2)
    #expect(asked.output.isEmpty)
    #expect(asked.errors.contains("is damaged"))
    let verified = try ProgramRun(["verify", folder.path])
    #expect(verified.status == 2)
    #expect(verified.errors.contains("snapshot-1: block 0 is damaged"))
  }

  /// Every byte of a small snapshot: one of its bits turned is noticed when the file is opened or
  /// verified, whichever part it is in.
  @Test func everyTurnedBitAndEveryMissingEndIsNoticed() throws {
    let folder = try BookFolderPath()
    let book = "Tests/TranscriptTests/Books/twins"
    #expect(try ProgramRun(["import", book, "--into", folder.path]).status == 0)
    let path = folder.path + "/snapshot-1"
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    #expect(!StoredBookTests.isNoticed(bytes))
    for place in bytes.indices {
      var turned = bytes
      turned[place] ^= 1 << UInt8(place % 8)
      #expect(StoredBookTests.isNoticed(turned), "byte \(place)")
      if place % 16 == 0 { #expect(StoredBookTests.isNoticed(Array(bytes[..<place]))) }
    }
  }

  private static func isNoticed(_ bytes: [UInt8]) -> Bool {
    guard let file = try? SnapshotFile(ByteStore(bytes), onDamage: { fatalError("block \($0)") })
    else { return true }
    return !file.damagedParts().isEmpty
  }
}

/// A place for a book that is gone with the test.
private final class BookFolderPath {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/invoq-\(UUID().uuidString)"
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// CRC-32C, worked out bit by bit: the tests do not ask the program what is right.
private enum CastagnoliCRC {
  /// The checksum of some bytes, its least byte first.
  static func bytes(of data: Data) -> [UInt8] {
    var state = ~UInt32(0)
    for byte in data {
      state ^= UInt32(byte)
      for _ in 0..<8 { state = state & 1 == 1 ? state >> 1 ^ 0x82F6_3B78 : state >> 1 }
    }
    return (0..<4).map { UInt8(truncatingIfNeeded: ~state >> (8 * $0)) }
  }
}
