import Accounting
import Columns
import Diagnostics
import Execution
import Model
import Planning
import Posting
import Rendering
import Storage
import Syntax

/// Sentences that change records: resolve, preview, confirm, keep, report.
extension Session {
  /// Runs a sentence that changes records.
  func make(
    _ write: Write, at span: SourceSpan, in source: SourceText
  ) throws(Mistakes) -> Outcome {
    let proposal = try propose(write, at: span, in: source)
    if let expected = write.clauses.expect, expected != proposal.recordCount {
      throw Mistakes([.expectFailed(expected, proposal.recordCount, at: span)], in: source)
    }
    let mayAsk = isAtPrompt && scriptDepth == 0 && writing.ask != nil
    guard writing.isDryRun || writing.saysYes || mayAsk else {
      throw Mistakes([.needsYes(at: span)], in: source)
    }
    show(proposal)
    if writing.isDryRun {
      say(["nothing was changed: this is a dry run"])
      // What follows is shown as if it had been.
      stage(proposal, nil)
      return .done
    }
    guard confirm(proposal) else {
      say(["nothing was changed"])
      return .done
    }
    let event = event(proposal, String(source[span]))
    if writing.isStaging {
      stage(proposal, event)
      return .done
    }
    try keep([event], proposal, at: span, in: source)
    say(["saved as E\(event.number)"])
    return .done
  }

  private func propose(
    _ write: Write, at span: SourceSpan, in source: SourceText
  ) throws(Mistakes) -> ProposedChange {
    if isReadOnly { throw Mistakes([.readOnly(at: span)], in: source) }
    guard writing.keeper != nil || writing.isDryRun else {
      throw Mistakes([.cannotWrite(book?.paths ?? [], at: span)], in: source)
    }
    if !writing.isDryRun { try prepare(at: span, in: source) }
    let engine = try mistaken { () throws(Diagnostic) in try self.engine(at: span) }
    let user = writing.user()
    return try engine.leavable { engine throws(Mistakes) in
      try engine.proposal(of: write, in: source, user: user)
    }
  }

  /// Takes the lock of the book; what others have changed meanwhile is there from now on.
  private func prepare(at span: SourceSpan, in source: SourceText) throws(Mistakes) {
    guard let keeper = writing.keeper else { return }
    do throws(Diagnostic) {
      let (changed, notices) = try keeper.prepare()
      say(notices.map { "note: \($0.text)" })
      if let changed {
        goOn(with: changed)
        if writing.isStaging, writing.staged.isEmpty { writing.before = changed }
        say(["note: others have changed the book since it was opened; this is how it is now"])
      }
    } catch {
      throw Mistakes([error.at(span)], in: source)
    }
  }

  /// Ends the writing of the book that is open.
  func endWriting() {
    say(writing.keeper?.close() ?? [])
    writing.keeper = nil
  }

  /// Says at the prompt that others have changed the book, once for each time.
  func tellMovedOn() {
    guard let keeper = writing.keeper, isAtPrompt else { return }
    let count = keeper.changesByOthers
    guard count != writing.toldByOthers else { return }
    writing.toldByOthers = count
    guard count != 0 else { return }
    let changes = count.map { $0 == 1 ? "a change" : "\($0) changes" } ?? "many changes"
    say(["note: the book has moved on: others have made \(changes); 'reload' opens it again"])
  }

  /// Shows what would change, figure by figure, and what is unusual about it.
  private func show(_ proposal: ProposedChange) {
    guard let book else { return }
    let table = Preview.table(proposal, from: book.view)
    if table.rowCount > 0 {
      _ = show(GivenAnswer(table: table, isCard: false, question: "", elapsed: .zero))
    }
    say(proposal.warnings.map { "warning: \($0)" })
  }

  /// Asks whether it shall be so; without anybody to ask, only `--yes` says so.
  private func confirm(_ proposal: ProposedChange) -> Bool {
    if writing.saysYes { return true }
    guard let ask = writing.ask else { return false }
    if proposal.recordCount == 1 {
      let answer = ask("Post this? [y/N] ") ?? ""
      return ["y", "yes"].contains(answer.lowercased())
    }
    let answer = ask("\(proposal.recordCount) records change; type their number to post: ") ?? ""
    return Int(answer) == proposal.recordCount
  }

  private func event(_ proposal: ProposedChange, _ statement: String) -> BookEvent {
    let log = book?.view.store.log
    let last = log?.events.last
    // The clock of a machine may go back; what was recorded later is never earlier.
    let second = max(writing.clock(), last?.second ?? 0)
    return BookEvent(
      number: (log?.events.count ?? 0) + 1, day: max(today, last?.day ?? today), second: second,
      user: writing.user(), statement: statement, changes: proposal.changes,
      because: proposal.because, undoes: proposal.undoes)
  }

  // MARK: Keeping

  private func keep(
    _ events: [BookEvent], _ proposal: ProposedChange, at span: SourceSpan, in source: SourceText
  ) throws(Mistakes) {
    let changed = try applied(events, at: span, in: source)
    do throws(BookFolder.SaveFailure) {
      try writing.keeper?.save(events)
    } catch {
      throw Mistakes([.keepingFailed(error, at: span)], in: source)
    }
    goOn(with: changed)
  }

  private func applied(
    _ events: [BookEvent], at span: SourceSpan, in source: SourceText
  ) throws(Mistakes) -> OpenBook {
    guard var changed = book else { throw Mistakes([.noBook(at: span)]) }
    do throws(ChangeFault) {
      for event in events {
        changed = changed.with(changed.view.of(try changed.view.store.applying(event)))
      }
    } catch {
      throw Mistakes([.changeUnfit("\(error)", at: span)], in: source)
    }
    return changed
  }

  /// Takes a change along until the script ends.
  private func stage(_ proposal: ProposedChange, _ event: BookEvent?) {
    guard let book else { return }
    if let event, let store = try? book.view.store.applying(event) {
      writing.staged.append(event)
      goOn(with: book.with(book.view.of(store)))
    } else if writing.isStaging {
      goOn(with: book.with(proposal.view))
    }
  }

  // MARK: Scripts

  /// Runs something whose changes are kept together when it ends well, and not at all otherwise.
  package func transaction(_ body: () -> Outcome) -> Outcome {
    guard !writing.isStaging else { return body() }
    writing.isStaging = true
    writing.before = book
    defer {
      writing.isStaging = false
      writing.staged = []
      writing.before = nil
    }
    let outcome = body()
    let events = writing.staged
    guard outcome == .done || outcome == .quit, !writing.isDryRun else {
      if !events.isEmpty || writing.isDryRun { restore() }
      if !events.isEmpty { say(["none of the \(events.count) changes was kept"]) }
      return outcome
    }
    guard !events.isEmpty else { return outcome }
    do throws(BookFolder.SaveFailure) {
      try writing.keeper?.save(events)
    } catch {
      restore()
      return tell(Mistakes([.keepingFailed(error, at: nil)]), in: nil)
    }
    say([
      events.count == 1 ? "saved as E\(events[0].number)" : "saved \(events.count) changes as one"
    ])
    return outcome
  }

  private func restore() {
    if let before = writing.before { goOn(with: before) }
  }
}

extension Engine {
  /// What a sentence would change.
  fileprivate func proposal(
    of write: Write, in source: SourceText, user: String
  ) throws(Mistakes) -> ProposedChange {
    let bound = try Binder.bind(
      write, in: source, catalog: view.store, today: today, surroundings: names.surroundings)
    do throws(Diagnostic) {
      return try Posting.propose(bound, on: view, today: today, user: user) {
        query throws(Diagnostic) in
        do throws(Mistakes) {
          return try records(of: query)
        } catch {
          throw error.all[0]
        }
      }
    } catch {
      throw Mistakes([error], in: source)
    }
  }

  /// The records that a question answers with, each once, in their order.
  func records(of query: BoundQuery) throws(Mistakes) -> [RecordID] {
    guard let place = query.record else { return [] }
    let rows = try answer(query).rows.rows
    guard case .record(let collection, let found) = rows.columns[place.index] else { return [] }
    var seen: Set<RowIndex> = []
    return found.filter { $0 >= 0 && seen.insert($0).inserted }
      .map { RecordID(collection, $0) }
  }
}
