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
import Syntax
import TestSupport
import Testing

/// Whatever is done can be undone: every answer is then what it was, but those that tell of it.
@Suite struct UndoTests {
  /// A session on a small book in memory, which keeps what is changed.
  static func session(_ output: BufferOutput, seed: UInt64) throws -> Session {
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

  /// Days besides today; more of them, and more books, with `INVOQ_LONG=1`.
  private static let isLong = ProcessInfo.processInfo.environment["INVOQ_LONG"] != nil
  private static let days =
    ["", " as of 2026-01-31"] + (isLong ? [" as of 2026-05-19", " as of 2030-12-31"] : [])

  /// Every answer but `events`: all collections with all their fields, on some days.
  private static func answers(_ session: Session, _ output: BufferOutput) -> [String] {
    let collections = InvoiceSchema.standard.collections.map(\.name).filter { $0 != "events" }
    return collections.flatMap { name in
      days.map { day in
        _ = session.run(SourceText("\(name)\(day) show *"))
        return "\(name)\(day)\n\(output.take())"
      }
    }
  }

  private static func number(of session: Session) -> Int {
    session.book?.view.store.log.events.count ?? 0
  }

  /// The form must have been possible, or it was not tried.
  @Test("each form of each verb, done and undone, one and several behind each other")
  func everyVerbIsUndone() throws {
    #expect(Set(ChangeForm.all.map(\.verb)) == Set(Write.verbs).subtracting(["undo"]))
    var left = Array(ChangeForm.all.indices)
    var tried = 0
    for seed in UInt64(1)...(UndoTests.isLong ? 40 : 4) where UndoTests.isLong || !left.isEmpty {
      let output = BufferOutput()
      let session = try UndoTests.session(output, seed: seed)
      var maker = ChangeMaker(session, output, seed: seed)
      for round in 0..<24 where UndoTests.isLong || !left.isEmpty {
        // Forms that were not possible yet come first; behind them any.
        let forms = (0..<4).map { place in
          place < 3 && !left.isEmpty ? maker.pick(left) : maker.pick(Array(ChangeForm.all.indices))
        }
        let done = try UndoTests.doAndUndo(forms, session, output, &maker, "\(seed).\(round)")
        left.removeAll { done.contains($0) }
        tried += done.count
      }
    }
    let missing = left.map { "\(ChangeForm.all[$0].verb) (form \($0))" }
    #expect(missing == [], "these were never possible")
    #expect(tried >= ChangeForm.all.count)
  }

  /// Does what is possible of some forms, and takes it back, the last first.
  ///
  /// - Returns: the forms that were done.
  private static func doAndUndo(
    _ forms: [Int], _ session: Session, _ output: BufferOutput, _ maker: inout ChangeMaker,
    _ place: String
  ) throws -> [Int] {
    var done: [(form: Int, sentence: String, before: [String], number: Int)] = []
    _ = output.take()
    var now = answers(session, output)
    for form in forms {
      for _ in 0..<12 {
        let sentence = ChangeForm.all[form].sentence(&maker)
        let outcome = session.run(SourceText(sentence))
        _ = output.take()
        guard outcome == .done else { continue }
        let after = answers(session, output)
        #expect(after != now, "\(place): \(sentence)")
        done.append((form, sentence, now, number(of: session)))
        now = after
        break
      }
    }
    try undoEarlier(done.map { ($0.number, $0.sentence) }, session, output, now, place)
    for (_, sentence, before, number) in done.reversed() {
      #expect(session.run(SourceText("undo #E\(number)")) == .done, "\(place): \(sentence)")
      let said = output.take()
      for (one, other) in zip(before, answers(session, output)) {
        #expect(one == other, "\(place): \(sentence)\n\(said)")
      }
    }
    return done.map(\.form)
  }

  /// An earlier event is undone, and that undone again, or it is refused and says which later event
  /// stands on it.
  private static func undoEarlier(
    _ done: [(number: Int, sentence: String)], _ session: Session, _ output: BufferOutput,
    _ now: [String], _ place: String
  ) throws {
    guard let first = done.first, done.count > 1 else { return }
    if session.run(SourceText("undo #E\(first.number)")) == .done {
      let again = "undo #E\(number(of: session))"
      #expect(session.run(SourceText(again)) == .done, "\(place): \(first.sentence)")
    } else {
      let said = output.take()
      let later = done.dropFirst().contains { said.contains("E\($0.number) stands on") }
      let isReason = said.contains("would be settled") || said.contains("leads to")
      #expect(later || isReason, "\(place): \(first.sentence)\n\(said)")
    }
    _ = output.take()
    for (one, other) in zip(now, answers(session, output)) {
      #expect(one == other, "\(place): \(first.sentence) undone and back")
    }
  }
}
