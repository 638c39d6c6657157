import Columns
import Importing
import Model
import Rendering

extension BookReport {
  /// The report for people; of each list at most `limit` items.
  func lines(limit: Int) -> [String] {
    var lines = BookSummary.records(counts, schema) + rowLines(limit)
    lines += list("added up", sums.map { text(of: $0) }, limit)
    for (collection, names) in newParties {
      let what = schema[collection]
      let told = names.prefix(limit).joined(separator: ", ")
      let rest = names.count > limit ? ", … \(BookSummary.grouped(names.count - limit)) more" : ""
      lines += [
        "\(BookSummary.counted(names.count, what)) named by documents and listed nowhere",
        "  \(told)\(rest)",
      ]
    }
    lines += BookSummary.settling(creditsSettlingNamed, schema)
    for near in nearParties {
      let what = schema[near.collection].plural
      lines += list(
        "\(what) whose names are nearly equal",
        near.pairs.map { "\($0.first) · \($0.second)" }, limit)
    }
    lines += list("columns kept as fields of their own", columnTexts { keptText($0) }, limit)
    lines += list("columns left out", columnTexts { leftOutText($0) }, limit)
    lines += list("files left out by the mapping", report.leftOut, limit)
    lines += list("files in which nothing is ours", report.foreign, limit)
    lines += list("dates and numbers read as", decisionTexts, limit)
    let notes = report.files.flatMap { file in file.notes.map { "\(name(of: file)): \($0)" } }
    lines += list("to know about the files", notes, limit)
    let isOne = refusals.count == 1
    lines += list(
      "\(BookSummary.grouped(refusals.count)) \(isOne ? "row" : "rows") refused",
      refusalTexts(limit), limit)
    return lines.map { VisibleText.visible($0.utf8) }
  }

  private func rowLines(_ limit: Int) -> [String] {
    if report.files.isEmpty, report.rowsRead == 0 { return [] }
    var lines = [BookSummary.rowsLine(read: report.rowsRead, accepted: accepted)]
    lines += BookReport.capped(
      report.files.map { file in
        "\(file.name): \(schema[file.collection].name), "
          + "\(BookSummary.grouped(file.rowsRead)) \(file.rowsRead == 1 ? "row" : "rows")"
      }, limit)
    return lines
  }

  /// Each refusal; of many, each reason once, with the first row that it hit.
  private func refusalTexts(_ limit: Int) -> [String] {
    guard refusals.count > limit else { return refusals.map { BookSummary.text(of: $0) } }
    var groups: [[String]: (first: Refusal, count: Int)] = [:]
    for refusal in refusals {
      groups[[refusal.file, refusal.heading, refusal.reason], default: (refusal, 0)].count += 1
    }
    return groups.values.sorted {
      ($1.count, $0.first.file, $0.first.line) < ($0.count, $1.first.file, $1.first.line)
    }.map { group in
      let text = BookSummary.text(of: group.first)
      return group.count == 1
        ? text : "\(text), and \(BookSummary.grouped(group.count - 1)) more for this reason"
    }
  }

  private func text(of sum: Sum) -> String {
    let amounts = sum.amounts.map { Rendering.text(of: $0) }
    let what = "\(schema[sum.collection].name), \(sum.field)"
    return "\(what): \(amounts.isEmpty ? "none" : amounts.joined(separator: " + "))"
  }

  /// What a clause says of each file's columns, one line a file.
  private func columnTexts(_ clause: (ColumnReport) -> String?) -> [String] {
    report.files.compactMap { file in
      let clauses = file.columns.compactMap(clause)
      return clauses.isEmpty ? nil : "\(name(of: file)): \(clauses.joined(separator: ", "))"
    }
  }

  private func keptText(_ column: ColumnReport) -> String? {
    switch column.use {
    case .extra(let name, let type): "\(name) (\(type.phrase))"
    case .status: "file_status (text)"
    case .field, .settledDay, .currencyOfAmount, .workedOut, .ignored: nil
    }
  }

  private func leftOutText(_ column: ColumnReport) -> String? {
    if column.use == .workedOut { return "\(column.heading) (worked out anew)" }
    guard column.use == .ignored else { return nil }
    return column.heading.isEmpty
      ? "an empty column without a heading" : "\(column.heading) (as the mapping says)"
  }

  /// What was decided about the columns of files, like
  /// `invoices.csv: month-day-year (1/26/2013 in Date)`.
  ///
  /// What holds for several files alike is told of the first.
  private var decisionTexts: [String] {
    var told: [(decision: [String], text: String, files: [String])] = []
    for file in report.files {
      let clauses = decisions(about: file)
      if clauses.isEmpty { continue }
      let decision = clauses.map(\.decision)
      if let place = told.firstIndex(where: { $0.decision == decision }) {
        told[place].files.append(name(of: file))
      } else {
        told.append((decision, clauses.map(\.text).joined(separator: ", "), [name(of: file)]))
      }
    }
    return told.map { one in
      let more = one.files.count - 1
      let others = more > 0 ? " and \(more) more \(more == 1 ? "file" : "files")" : ""
      return "\(one.files[0])\(others): \(one.text)"
    }
  }

  /// What was decided about a file's columns, each way once, and the same with what shows it.
  private func decisions(about file: FileReport) -> [(decision: String, text: String)] {
    var clauses: [(decision: String, text: String)] = []
    for way in [{ $0.dateOrder?.rawValue }, { $0.decimalMark.map { "decimal \($0.rawValue)" } }]
      as [(ColumnReport) -> String?]
    {
      let columns = file.columns.filter { way($0) != nil }
      for value in Set(columns.compactMap(way)).sorted() {
        clauses.append((value, BookReport.clause(value, columns.filter { way($0) == value })))
      }
    }
    // A rate read as percent is neither a date's nor a decimal mark's affair.
    for column in file.columns {
      let notes = column.notes.filter { $0.hasPrefix("read as") }
      clauses += notes.map { ("\(column.heading) \($0)", "\(column.heading) \($0)") }
    }
    return clauses
  }

  /// A decision with the text or the statement from which it follows.
  private static func clause(_ value: String, _ columns: [ColumnReport]) -> String {
    for column in columns {
      if case .onlySo(let text)? = column.proof { return "\(value) (\(text) in \(column.heading))" }
    }
    let said = columns.first { !$0.notes.isEmpty }?.notes.first
    return value + (said.map { " (\($0))" } ?? "")
  }

  /// A file without its folders: the first lines of the report tell these.
  private func name(of file: FileReport) -> String {
    file.name.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) }
      ?? file.name
  }

  // MARK: - Lists

  private func list(_ title: String, _ items: [String], _ limit: Int) -> [String] {
    items.isEmpty ? [] : [title] + BookReport.capped(items, limit)
  }

  private static func capped(_ items: [String], _ limit: Int) -> [String] {
    var lines = items.prefix(limit).map { "  \($0)" }
    if items.count > limit { lines.append("  … \(BookSummary.grouped(items.count - limit)) more") }
    return lines
  }
}
