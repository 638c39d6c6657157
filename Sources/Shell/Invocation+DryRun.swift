import Diagnostics
import Importing
import Model
import Rendering

extension Invocation {
  /// Lists of the report tell this many of their items.
  static let toldItems = 20

  /// Opens the files and tells how: the mapping on standard output, the report beside it; or the
  /// report alone, for programs.
  func dryRun(_ session: Session, _ console: Console) -> ExitStatus {
    let options = session.openOptions
    do throws(Diagnostic) {
      try session.open(paths)
    } catch {
      return explain(error, session, console)
    }
    guard let book = session.book else { return .unreadableBook }
    let report = BookReport(book)
    if output == OutputFormat.json.rawValue {
      console.write(report.json.lines)
    } else {
      let lines = MappingText.lines(
        of: ImportSurvey(book.report), options.importing, namesCurrencies: report.namesCurrencies)
      console.write(lines.map { $0 + "\n" }.joined())
      console.writeError(
        report.lines(limit: Invocation.toldItems).map { $0 + "\n" }.joined())
    }
    return isStrict && !book.refusals.isEmpty ? .refusedRows : .success
  }

  /// Where files cannot be opened, the mapping shows what is to be decided.
  private func explain(
    _ error: Diagnostic, _ session: Session, _ console: Console
  ) -> ExitStatus {
    let options = session.openOptions.importing
    if output != OutputFormat.json.rawValue,
      let survey = try? Importer.survey(paths, options: options)
    {
      let lines = MappingText.lines(of: survey, options, namesCurrencies: true)
      console.write(lines.map { $0 + "\n" }.joined())
      if survey.questionedCount > 1 {
        console.writeError(
          "\(survey.questionedCount) files have questions; the mapping tells them. The first:\n")
      }
    }
    _ = session.tell(Mistakes([error]), in: nil)
    return .unreadableBook
  }
}
