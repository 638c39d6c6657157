import Accounting
import Diagnostics
import Foundation
import Shell
import Storage
import TestSupport
import Testing

/// Changes: events as bytes, and what was saved is there when the book is opened.
@Suite struct WritingTests {
  @Test func eventsAsBytesAreTheSameEvents() throws {
    let output = BufferOutput()
    let session = try UndoTests.session(output, seed: 3)
    var maker = ChangeMaker(session, output, seed: 3)
    for form in ChangeForm.all + ChangeForm.all {
      _ = session.run(SourceText(form.sentence(&maker)))
    }
    let book = try #require(session.book)
    let events = book.view.store.log.events
    #expect(events.count > 15)
    let bytes = EventBytes.encode(events, book.view.store.schema)
    #expect(try EventBytes.decode(bytes, book.view.store.schema) == events)
    // Events are read one behind the other: each is cut at every byte, and all of them between two.
    for (place, event) in events.enumerated() {
      let alone = EventBytes.encode([event], book.view.store.schema)
      for length in alone.indices { expectFault(alone[..<length], book) }
      let before = EventBytes.encode(Array(events[..<place]), book.view.store.schema).count
      for length in before - 1...before + 1 { expectFault(bytes[..<length], book) }
    }
  }

  private func expectFault(_ bytes: ArraySlice<UInt8>, _ book: OpenBook) {
    #expect(throws: EventBytes.Fault.self, "\(bytes.count) bytes") {
      try EventBytes.decode(Array(bytes), book.view.store.schema)
    }
  }

  /// The clerk's day of the README, typed, and looked at again on the next.
  @Test func theClerksDayIsThereTomorrow() throws {
    let path = FileManager.default.temporaryDirectory.path + "/invoq-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(try ProgramRun(["import", "Examples/book", "--into", path]).status == 0)
    let terminal = try PseudoTerminal(
      program: ProgramRun.program, arguments: [path, "--no-history"],
      environment: ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"],
      columns: 110, rows: 60)
    try terminal.wait(forRow: "invoq>")
    let day = [
      "post payment EUR 500 from \"Café Größenwahn\" for #INV-00291 ref \"bank 8812\"",
      "dispute #INV-00291 EUR 120 because \"two boxes damaged\"",
      "promise #INV-00291 EUR 2000 on 30 June", "undo #E2", "undo #E1",
    ]
    for (place, sentence) in day.enumerated() {
      terminal.type(sentence + "\r")
      // A payment is one thing to take back, though it is two records.
      try terminal.wait(forText: "Post this? [y/N]")
      terminal.type("y\r")
      try terminal.wait(forText: "saved as E\(place + 1)")
      try terminal.wait(forRow: "invoq>")
      terminal.type("\u{c}")
      try terminal.wait(forRow: "invoq>")
    }
    terminal.type("\u{4}")
    #expect(try terminal.waitForExit() == 0)
    let asked = "#INV-00291 show owed, disputed, sum promises.amount"
    let tomorrow = try ProgramRun([path, "-o", "csv", "--today", "2026-05-21", "-c", asked])
    #expect(tomorrow.output.hasSuffix("3565.41,EUR,no,5565.41,EUR\n"), "\(tomorrow.output)")
    let story = try ProgramRun([path, "--today", "2026-05-21", "-c", "history #INV-00291"])
    for told in ["E1, undone", "E2, undone", "E3 ", "E4 undoes E2", "E5 undoes E1"] {
      #expect(story.output.contains(told), "\(story.output)")
    }
  }

  @Test func changesOfABookAreThereWhenItIsOpenedAgain() throws {
    let path = FileManager.default.temporaryDirectory.path + "/invoq-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(try ProgramRun(["import", "Examples/book", "--into", path]).status == 0)
    let asked = "#INV-00339 show owed, flagged"
    let before = try ProgramRun([path, "-c", asked]).output
    let refused = try ProgramRun([path, "-c", "pay #INV-00339 EUR 100"])
    #expect(refused.status == 3)
    #expect(try ProgramRun([path, "-c", asked]).output == before)
    let script = "pay #INV-00339 EUR 100\nflag #INV-00339 because \"part paid\""
    let paid = try ProgramRun([path, "--yes", "-c", script])
    #expect(paid.status == 0)
    #expect(paid.output.hasSuffix("saved 2 changes as one\n"))
    let after = try ProgramRun([path, "-c", asked]).output
    #expect(after.contains("3,327.20") && after.contains("yes"))
    // A script is kept whole or not at all.
    let half = try ProgramRun([path, "--yes", "-c", "unflag #INV-00339\npay #INV-00339 USD 1"])
    #expect(half.status == 3)
    #expect(try ProgramRun([path, "-c", asked]).output == after)
    #expect(try ProgramRun([path, "--yes", "-c", "flag (invoices) expect 3"]).status == 4)
    #expect(try ProgramRun([path, "--read-only", "--yes", "-c", "undo"]).status == 3)
    #expect(try ProgramRun([path, "--yes", "-c", "undo #E1; undo #E2"]).status == 0)
    #expect(try ProgramRun([path, "-c", asked]).output == before)
    #expect(try ProgramRun(["verify", path]).status == 0)
    #expect(try ProgramRun([path, "-c", "events count"]).output.contains("4"))
  }
}
