package import Diagnostics

/// What is known of files that cannot be opened yet, and what would have to be said about each.
package struct ImportSurvey: Sendable {
  /// One file, as far as it can be understood.
  package struct File: Sendable {
    /// The file's name as given.
    package let name: String
    /// Its headings; empty where even these cannot be read.
    package let headings: [String]
    /// How it would be read, once the questions are answered; nil where that cannot be told.
    package let report: FileReport?
    /// Why it cannot be opened as it is.
    package let questions: [Diagnostic]
  }

  /// The files in the order in which they were read.
  package let files: [File]
  /// Files that the mapping says not to read, and those in which nothing is ours.
  package let leftOut: [String]

  /// How many files cannot be opened as they are.
  package var questionedCount: Int { files.count { !$0.questions.isEmpty } }

  /// Files that can be opened as they are.
  package init(_ report: ImportReport) {
    files = report.files.map {
      File(name: $0.name, headings: $0.columns.map(\.heading), report: $0, questions: [])
    }
    leftOut = report.leftOut + report.foreign
  }

  init(files: [File], leftOut: [String]) {
    self.files = files
    self.leftOut = leftOut
  }
}

extension Importer {
  /// Reads files one by one, going on behind those that cannot be opened.
  ///
  /// - Throws: where the files cannot even be found, or the mapping speaks of others.
  package static func survey(
    _ paths: [String], options: ImportOptions
  ) throws(Diagnostic) -> ImportSurvey {
    try survey(sources: sources(at: paths), options: options)
  }

  /// The same for bytes at hand.
  package static func survey(
    sources: [ImportSource], options: ImportOptions
  ) throws(Diagnostic) -> ImportSurvey {
    if let mapping = options.mapping { try checkSections(of: mapping, in: sources) }
    var files: [ImportSurvey.File] = []
    var leftOut: [String] = []
    for source in sources where source.baseName != "settings" {
      let mapping = try options.mapping?.holding(for: source.name) ?? FieldMapping(name: "")
      if mapping.leavesOut {
        leftOut.append(source.name)
      } else if let file = survey(source, mapping, options) {
        files.append(file)
      } else {
        leftOut.append(source.name)
      }
    }
    return ImportSurvey(files: files, leftOut: leftOut)
  }

  /// Reads a file; what could be read in two ways is read in one of them to see the rest.
  ///
  /// Nil for a file of a folder in which nothing is ours.
  private static func survey(
    _ source: ImportSource, _ mapping: FieldMapping, _ options: ImportOptions
  ) -> ImportSurvey.File? {
    var mapping = mapping
    var questions: [Diagnostic] = []
    var headings: [String] = []
    let context = CurrencyContext(home: options.currency ?? mapping.currency, dollar: nil)
    do throws(Diagnostic) {
      let table = try RawTable.read(source, options.reading(by: mapping))
      headings = table.columns.map(\.heading)
      guard let collection = try collection(of: table, source, mapping) else { return nil }
      while true {
        do throws(Diagnostic) {
          let report = try converted(
            table, collection, readsSigns: !isNamedAfter(collection, source), mapping, context
          ).report
          return ImportSurvey.File(
            name: source.name, headings: headings, report: report, questions: questions)
        } catch {
          switch error.code {
          case .undecidableDates where mapping.dates == nil: mapping.dates = .dayMonthYear
          case .undecidableNumbers where mapping.decimal == nil: mapping.decimal = .point
          default: throw error
          }
          questions.append(error)
        }
      }
    } catch {
      return ImportSurvey.File(
        name: source.name, headings: headings, report: nil, questions: questions + [error])
    }
  }
}
