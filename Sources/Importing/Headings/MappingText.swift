import Diagnostics
import Model

/// Writes how files are read as a mapping file that says the same: what invoq decided by itself, a
/// user only has to change.
///
/// Comments tell from what a decision follows. They depend on the files and on what was decided,
/// not on who decided it, so that files opened with the mapping give the same mapping again.
package struct MappingText {
  private let survey: ImportSurvey
  private let options: ImportOptions
  private let namesCurrencies: Bool

  /// The lines of the mapping file; `namesCurrencies` tells whether all amounts have a currency.
  package static func lines(
    of survey: ImportSurvey, _ options: ImportOptions, namesCurrencies: Bool
  ) -> [String] {
    let text = MappingText(survey: survey, options: options, namesCurrencies: namesCurrencies)
    var lines = text.heading
    for file in survey.files { lines += [""] + text.section(file) }
    for name in survey.leftOut { lines += ["", text.title(name), "collection = -"] }
    return lines
  }

  private var home: Currency? { options.currency ?? options.mapping?.currency }

  private var heading: [String] {
    var lines = ["-- how these files are read; change what is wrong, and open them with --map"]
    if let home {
      lines.append("currency = \(home.text)")
    } else if !namesCurrencies {
      lines.append("-- currency = EUR   -- for amounts that name none")
    }
    if survey.files.contains(where: { $0.questions.contains { $0.code == .unknownTable } }) {
      lines.append("-- a collection is one of:")
      lines += InvoiceSchema.standard.collections.map { "--   \($0.name), \($0.meaning)" }
    }
    return lines
  }

  // MARK: - A file

  private func section(_ file: ImportSurvey.File) -> [String] {
    var lines = [title(file.name)]
    for question in file.questions { lines += self.lines(of: question) }
    guard let report = file.report else {
      // Nothing is known but the headings; which are the user's to name.
      return lines + file.headings.compactMap { MappingText.quoted($0).map { "-- \($0) =" } }
    }
    var statements = [
      MappingStatement("collection", InvoiceSchema.standard[report.collection].name)
    ]
    let own = try? options.mapping?.holding(for: file.name)
    if let encoding = options.encoding ?? own?.encoding {
      statements.append(MappingStatement("encoding", encoding.name))
    }
    let asked = Set(file.questions.map(\.code))
    if !asked.contains(.undecidableDates) { statements += dates(of: report) }
    if !asked.contains(.undecidableNumbers) { statements += decimals(of: report) }
    if report.areAmountsMinor { statements.append(MappingStatement("amounts", "minor")) }
    if let own = sectionCurrency(of: file) {
      statements.append(MappingStatement("currency", own.text))
    }
    for (index, column) in report.columns.enumerated() {
      statements.append(statement(column, index: index, of: report))
    }
    return lines + MappingStatement.lines(of: statements)
  }

  /// The shortest end of a path that no other file has.
  private func title(_ path: String) -> String {
    let others = Set(survey.files.map(\.name) + survey.leftOut).subtracting([path])
    let parts = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    var name = path
    for count in parts.indices.map({ $0 + 1 }) {
      name = parts.suffix(count).joined(separator: "/")
      if !others.contains(where: { FieldMapping.isEnd(name, of: $0) }) { break }
    }
    let isPlain = !name.utf8.contains(UInt8(ascii: "\"")) && !MappingText.holdsDashes(name)
    return isPlain ? "[\(name)]" : "[\(MappingText.inQuotes(name))]"
  }

  /// What a section says that statements for all files do not.
  private func sectionCurrency(of file: ImportSurvey.File) -> Currency? {
    guard options.currency == nil,
      let own = try? options.mapping?.holding(for: file.name).currency, own != home
    else { return nil }
    return own
  }

  private func lines(of question: Diagnostic) -> [String] {
    let choices: [String]
    // The collections are told once, at the top.
    let notes = question.code == .unknownTable ? [] : question.notes
    switch question.code {
    case .undecidableDates: choices = ["dates = day-month-year", "dates = month-day-year"]
    case .undecidableNumbers: choices = ["decimal = point", "decimal = comma"]
    case .undecidableDiscounts:
      // Its notes are the statements, each with what it means.
      return ["-- ? \(question.message)"] + notes.map { "-- \($0)" }
    case .unknownTable: choices = ["collection = invoices", "collection = -"]
    default: choices = []
    }
    return ["-- ? \(question.message)"] + notes.map { "--   \($0)" }
      + choices.map { "-- \($0)" }
  }

  // MARK: - Decisions about a file

  private func dates(of report: FileReport) -> [MappingStatement] {
    decision("dates", report.columns.filter { $0.dateOrder != nil }) {
      $0.dateOrder?.rawValue ?? ""
    }
  }

  private func decimals(of report: FileReport) -> [MappingStatement] {
    decision("decimal", report.columns.filter { $0.decimalMark != nil }) {
      $0.decimalMark?.rawValue ?? ""
    }
  }

  private func decision(
    _ setting: String, _ columns: [ColumnReport], _ value: (ColumnReport) -> String
  ) -> [MappingStatement] {
    guard let first = columns.first else { return [] }
    if let other = columns.first(where: { value($0) != value(first) }) {
      // One statement for the file would be wrong for one of them.
      return [
        MappingStatement(
          comment: "\(setting): \(first.heading) has \(value(first)), "
            + "\(other.heading) has \(value(other)); each column tells by itself")
      ]
    }
    let telling =
      columns.first { MappingText.decides($0.proof) } ?? columns.first { $0.proof != nil }
    if let telling, let proof = telling.proof {
      return [MappingStatement(setting, value(first), MappingText.clause(proof, telling.heading))]
    }
    return [MappingStatement(setting, value(first))]
  }

  private static func decides(_ proof: ColumnReport.Proof?) -> Bool {
    if case .onlySo? = proof { return true }
    return false
  }

  private static func clause(_ proof: ColumnReport.Proof, _ heading: String) -> String {
    switch proof {
    case .onlySo(let text): "\(text) in \(heading)"
    case .eitherWay(let text): "\(text) in \(heading) could be read otherwise"
    case .neverSo(let text): "\(text) in \(heading) cannot be read so"
    }
  }

  // MARK: - A column

  private func statement(
    _ column: ColumnReport, index: Int, of report: FileReport
  ) -> MappingStatement {
    let side = column.collection == report.collection ? "" : "line."
    guard let heading = MappingText.quoted(column.heading) else {
      let fate =
        if case .extra(let name, let type) = column.use {
          "kept as \(side)\(name), \(type.phrase)"
        } else {
          "left out"
        }
      return MappingStatement(
        comment: "column \(index + 1) has no heading to write here; \(fate)")
    }
    switch column.use {
    case .field(let name): return MappingStatement(heading, side + name)
    case .status:
      return MappingStatement(
        heading, "status", "kept as file_status; marks what is draft, void or paid")
    case .settledDay: return MappingStatement(heading, Synonyms.settled)
    case .extra(let name, let type):
      return MappingStatement(heading, "\(side)\"\(name)\"", "kept: \(type.phrase)")
    case .currencyOfAmount:
      return MappingStatement(comment: "\(heading): the currency of the amount beside it")
    case .workedOut: return MappingStatement(comment: "\(heading): worked out, so not read")
    case .ignored: return MappingStatement(heading, "-")
    }
  }

  /// A heading as a mapping writes it; nil for one that no mapping can name.
  private static func quoted(_ heading: String) -> String? {
    let blank = UInt8(ascii: " ")
    let bytes = heading.utf8.map { $0 < 0x20 || $0 == 0x7F ? blank : $0 }
    let plain = String(decoding: bytes, as: UTF8.self)
    guard !Heading.key(heading).isEmpty, VisibleText.visible(bytes) == plain else { return nil }
    let isPlain =
      !bytes.contains { "=\"".utf8.contains($0) } && !holdsDashes(plain)
      && bytes.first != UInt8(ascii: "[") && !FieldMapping.settings.contains(plain)
    return isPlain ? plain : inQuotes(plain)
  }

  private static func inQuotes(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      bytes.append(byte)
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
    }
    return "\"\(String(decoding: bytes, as: UTF8.self))\""
  }

  private static func holdsDashes(_ text: String) -> Bool {
    let dash = UInt8(ascii: "-")
    return zip(text.utf8, text.utf8.dropFirst()).contains { $0 == dash && $1 == dash }
  }
}

/// A statement of a mapping file, or a comment in its place.
private struct MappingStatement {
  private let left: String
  private let right: String
  private let comment: String

  init(_ left: String, _ right: String, _ comment: String = "") {
    self.left = left
    self.right = right
    self.comment = MappingStatement.onOneLine(comment)
  }

  init(comment: String) {
    self.init("", "", comment)
  }

  /// Texts of a file may hold ends of lines and worse; in a comment they are told by their codes.
  private static func onOneLine(_ text: String) -> String {
    VisibleText.visible(text.utf8)
  }

  /// Statements below each other, their signs and comments aligned.
  static func lines(of statements: [MappingStatement]) -> [String] {
    let widths = statements.map { DisplayWidth.of($0.left) }
    let place = widths.filter { $0 <= 30 }.max() ?? 0
    let told = zip(statements, widths).map { statement, width in
      if statement.left.isEmpty { return "" }
      let padding = String(repeating: " ", count: Swift.max(0, place - width))
      return "\(statement.left)\(padding) = \(statement.right)"
    }
    let end = told.map { DisplayWidth.of($0) }.filter { $0 <= 60 }.max() ?? 0
    return zip(statements, told).map { statement, told in
      if statement.comment.isEmpty { return told }
      if told.isEmpty { return "-- \(statement.comment)" }
      let padding = String(repeating: " ", count: Swift.max(0, end - DisplayWidth.of(told)))
      return "\(told)\(padding)  -- \(statement.comment)"
    }
  }
}
