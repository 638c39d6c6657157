import Accounting
import Diagnostics
import Model
import Rendering

extension Invocation {
  /// Reads the files and keeps them in a book; the report goes where a dry run's goes.
  func keep(_ session: Session, _ console: Console, in folder: String) -> ExitStatus {
    let start = ProgressLine.now()
    do throws(Diagnostic) {
      if StoredBook.isBook(folder) { throw .bookExists(folder) }
      try session.open(paths)
      guard let book = session.book else { return .unreadableBook }
      if isStrict, !book.refusals.isEmpty {
        return tell(BookReport(book), console, .refusedRows)
      }
      try StoredBook.create(book.view.store, at: folder)
      let status = tell(BookReport(book), console, .success)
      let effort = ReadingProgress.effort(since: start)
      console.writeError("kept in \(VisibleText.visible(folder.utf8))\(effort)\n")
      return status
    } catch {
      _ = session.tell(Mistakes([error]), in: nil)
      return error.code == .bookNotWritten ? .notWritten : .unreadableBook
    }
  }

  private func tell(
    _ report: BookReport, _ console: Console, _ status: ExitStatus
  ) -> ExitStatus {
    if output == OutputFormat.json.rawValue {
      console.write(report.json.lines)
    } else {
      console.writeError(
        report.lines(limit: Invocation.toldItems).map { $0 + "\n" }.joined())
    }
    return status
  }

  /// Reads every byte of a book; the exit code of the process.
  package func verify() -> Int32 {
    let console = Console()
    defer { console.flush() }
    let folder = paths.first ?? ""
    do throws(Diagnostic) {
      let stored = try StoredBook(folder)
      let faults = stored.faults()
      let told = faults.map { VisibleText.visible($0.utf8) }
      console.write(told.isEmpty ? "the book is as it was written\n" : "")
      for line in told { console.writeError(line + "\n") }
      // Of damaged blocks nothing more may be asked.
      if faults.isEmpty {
        let doubts = stored.doubts().map { VisibleText.visible($0.utf8) }
        for line in doubts.prefix(Invocation.toldItems) { console.writeError("note: \(line)\n") }
        let more = doubts.count - Invocation.toldItems
        if more > 0 { console.writeError("note: and \(more) more\n") }
      }
      return faults.isEmpty ? ExitStatus.success.rawValue : ExitStatus.unreadableBook.rawValue
    } catch {
      console.writeError("error: \(VisibleText.visible(error.message.utf8))\n")
      return ExitStatus.unreadableBook.rawValue
    }
  }
}
