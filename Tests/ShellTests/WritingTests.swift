import Accounting
import Diagnostics
import DiskSupport
import Foundation
import Importing
import Model
import Rendering
import Sampling
import Shell
import Storage
import TestSupport
import Testing

/// Changes: whatever is done can be undone, and what was saved is there when the book is opened.
@Suite struct WritingTests {
  /// A session on a small book in memory, which keeps what is changed.
  private static func session(_ output: BufferOutput, seed: UInt64) throws -> Session {
    var files: [String: [UInt8]] = [:]
    _ = SampleBook(invoices: 30, seed: seed).write { files[$0, default: []] += $1 }
    let book = try OpenBook.open(
      sources: files.sorted { $0.key < $1.key }.map { ImportSource(name: $0.key, bytes: $0.value) })
    let session = Session(
      output: output, settings: ShellSettings(), clockDay: SampleBook.usualToday)
    session.use(book)
    session.writing.keeper = MemoryKeeper()
    session.writing.saysYes = true
    session.settings.format = .csv
    return session
  }

  /// Every answer but `events`: all collections with all their fields, on two days.
  private static func answers(_ session: Session, _ output: BufferOutput) -> [String] {
    let collections = InvoiceSchema.standard.collections.map(\.name).filter { $0 != "events" }
    return collections.flatMap { name in
      ["", " as of 2026-01-31"].map { day in
        _ = session.run(SourceText("\(name)\(day) show *"))
        return "\(name)\(day)\n\(output.take())"
      }
    }
  }

  /// A sentence that may or may not be possible.
  private static func sentence(_ random: inout Chance, _ step: Int) -> String {
    func pick(_ words: [String]) -> String { words[random.below(words.count)] }
    func number(_ count: Int) -> Int { random.below(count) + 1 }
    func padded(_ number: Int, _ width: Int) -> String {
      String((String(repeating: "0", count: width) + String(number)).suffix(width))
    }
    let invoice = "#INV-" + padded(number(30), 5)
    let bill = "#B-" + padded(number(12), 4)
    let payment = "#P-" + padded(number(26), 4)
    let amount = "\(number(400)).\(padded(number(99), 2))"
    return pick([
      "pay \(invoice) \(amount)", "pay \(bill) \(amount)",
      "post payment EUR \(amount) from #C-\(padded(number(4), 3)) for oldest",
      "post payment EUR \(amount) from #C-\(padded(number(4), 3)) ref \"r\(step)\"",
      "apply \(payment) to oldest", "unapply \(payment) from \(invoice)",
      "write off \(invoice) because \"small\"", "flag \(invoice)", "unflag \(invoice)",
      "hold \(bill) because \"wait\"", "release \(bill)", "approve (bills where open)",
      "send \(invoice)", "note \(invoice) \"called\"", "promise \(invoice) \(amount) on 2026-07-01",
      "dispute \(invoice) because \"late\"", "resolve \(invoice)",
      "change customer #C-\(padded(number(4), 3)) set phone = \"0\(step)\", terms = \"net 7\"",
      "change invoice \(invoice) set due = 2026-09-0\(number(9))",
      "add customer \"New \(step)\" set currency = EUR",
      "add invoice for #C-001 line 3 x \"Lamp\" at 19.99 tax 19%",
      "add credit for \(invoice) 5.00 because \"scratched\"", "void \(invoice) because \"twice\"",
      "void \(payment) because \"twice\"", "return \(payment) because \"no funds\"",
      "refund \(payment) because \"too much\"", "pay \(invoice) JPY 900 at 0.0061",
      "apply \(payment) to \(invoice) at 1.08", "note \(bill) \"asked\"",
      "note \(payment) \"no reference\"", "flag (invoices where overdue) because \"old\"",
      "change book set closed_until = 2026-03-\(10 + number(20))",
      "undo",
    ])
  }

  @Test func undoRestoresEveryAnswer() throws {
    var changed = 0
    for seed in UInt64(1)...2 {
      let output = BufferOutput()
      let session = try WritingTests.session(output, seed: seed)
      var random = Chance(seed: seed)
      for step in 0..<40 {
        let before = step % 4 == 0 ? WritingTests.answers(session, output) : nil
        let sentence = WritingTests.sentence(&random, step)
        let outcome = session.run(SourceText(sentence))
        let said = output.take()
        guard outcome == .done, let before, !sentence.hasPrefix("undo") else { continue }
        changed += 1
        #expect(WritingTests.answers(session, output) != before, "\(sentence)\n\(said)")
        #expect(session.run(SourceText("undo")) == .done, "\(sentence)\n\(output.take())")
        _ = output.take()
        let after = WritingTests.answers(session, output)
        for (one, other) in zip(before, after) {
          #expect(one == other, "seed \(seed): \(sentence)")
        }
      }
    }
    #expect(changed >= 8)
  }

  @Test func eventsAsBytesAreTheSameEvents() throws {
    let output = BufferOutput()
    let session = try WritingTests.session(output, seed: 3)
    var random = Chance(seed: 3)
    for step in 0..<60 { _ = session.run(SourceText(WritingTests.sentence(&random, step))) }
    let book = try #require(session.book)
    let events = book.view.store.log.events
    #expect(events.count > 15)
    let bytes = EventBytes.encode(events, book.view.store.schema)
    #expect(try EventBytes.decode(bytes, book.view.store.schema) == events)
    for length in 0..<bytes.count {
      #expect(throws: EventBytes.Fault.self) {
        try EventBytes.decode(Array(bytes[..<length]), book.view.store.schema)
      }
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
