package import Columns
package import Diagnostics
import Model

/// Files in, records and a report out; nothing is changed and no store is known.
package enum Importer {
  /// Reads CSV files, and folders of them as one book.
  package static func read(
    _ paths: [String], options: ImportOptions
  ) throws(Diagnostic) -> (draft: BookDraft, report: ImportReport) {
    try read(sources: sources(at: paths), options: options)
  }

  /// The files that some paths lead to, in the order in which they are read, each once.
  package static func sources(at paths: [String]) throws(Diagnostic) -> [ImportSource] {
    var sources: [ImportSource] = []
    var places: [ImportSource.Identity: Int] = [:]
    for path in paths {
      for source in try ImportSource.sources(at: path) {
        guard let identity = source.identity, let place = places[identity] else {
          if let identity = source.identity { places[identity] = sources.count }
          sources.append(source)
          continue
        }
        // More is asked of a file that is named itself than of one that is found in a folder.
        if source.isNamed, !sources[place].isNamed { sources[place] = source }
      }
    }
    return sources
  }

  /// Reads files that are open already, or bytes at hand.
  package static func read(
    sources: [ImportSource], options: ImportOptions
  ) throws(Diagnostic) -> (draft: BookDraft, report: ImportReport) {
    if let mapping = options.mapping { try checkSections(of: mapping, in: sources) }
    var settings = SettingsFile()
    for source in sources where source.baseName == "settings" { try settings.read(source, options) }
    var tables: [TableDraft] = []
    var files: [FileReport] = []
    var leftOut: [String] = []
    var foreign: [String] = []
    var refusals: [Refusal] = []
    for source in sources where source.baseName != "settings" {
      let mapping = try options.mapping?.holding(for: source.name)
      if mapping?.leavesOut ?? false {
        leftOut.append(source.name)
        continue
      }
      let context = CurrencyContext(
        home: options.currency ?? mapping?.currency ?? settings.currency, dollar: settings.dollar)
      let table = try RawTable.read(source, options.reading(by: mapping))
      guard let collection = try collection(of: table, source, mapping) else {
        foreign.append(source.name)
        continue
      }
      let part = try converted(
        table, collection, readsSigns: !isNamedAfter(collection, source), mapping, context)
      tables += part.drafts
      files.append(part.report)
      refusals += part.refusals
    }
    if tables.isEmpty { throw .nothingToOpen("there is no file of invoices to open") }
    if let mapping = options.mapping { try checkHeadings(of: mapping, in: files) }
    return (
      BookDraft(tables: tables, settings: settings.values),
      ImportReport(files: files, leftOut: leftOut, foreign: foreign, refusals: refusals)
    )
  }

  /// Whether a file is named after its collection: then negative documents are what the name says.
  static func isNamedAfter(_ collection: CollectionID, _ source: ImportSource) -> Bool {
    Heading.key(source.baseName) == Heading.key(InvoiceSchema.standard[collection].name)
  }

  /// What a file's rows become: records of one collection or of several, in the order of kinds.
  static func converted(
    _ table: RawTable, _ collection: CollectionID, readsSigns: Bool, _ mapping: FieldMapping?,
    _ context: CurrencyContext
  ) throws(Diagnostic) -> (drafts: [TableDraft], report: FileReport, refusals: [Refusal]) {
    var table = table
    try table.joinPersonalNames(collection, mapping)
    try table.joinMoneyInAndOut(collection, mapping)
    let split = try KindSplit(table, collection, mapping)
    var drafts: [TableDraft] = []
    var refusals = split.refusals
    var columns: [ColumnReport] = []
    var notes = table.remarks + [split.note].compactMap { $0 }
    let isAmongDocuments = split.parts.contains {
      $0.collection == .invoices || $0.collection == .bills
    }
    for part in split.parts {
      var made = try converted(part, inFileOf: collection, of: table, mapping, context)
      // What is left of a payment is known as what is left of the documents beside it.
      if !isAmongDocuments { made.drafts.forgetLeftOfPayments() }
      refusals += made.refusals
      notes += made.report.notes
      if readsSigns {
        let signed = NegativeDocuments(
          made.drafts, tellsForm: split.tellsForm, isAmongDocuments: isAmongDocuments)
        drafts += signed.drafts
        notes += [signed.note].compactMap { $0 }
      } else {
        drafts += made.drafts
      }
      // A column is told as the first kind has it.
      if columns.isEmpty { columns = made.report.columns }
    }
    refusals.sort { ($0.line, $0.column) < ($1.line, $1.column) }
    var report = FileReport(
      name: table.file, collection: split.parts.first?.collection ?? collection,
      rowsRead: table.rowsRead, accepted: table.rowsRead - refusals.count,
      refused: refusals.count, columns: columns, areAmountsMinor: mapping?.amounts == .minor)
    report.notes = notes
    return (drafts, report, refusals)
  }

  /// What rows of one kind become: records of one collection, or documents and their lines.
  private static func converted(
    _ part: KindSplit.Part, inFileOf own: CollectionID, of whole: RawTable,
    _ mapping: FieldMapping?, _ context: CurrencyContext
  ) throws(Diagnostic) -> (drafts: [TableDraft], report: FileReport, refusals: [Refusal]) {
    if let export = try LineExport(part.table, part.collection, mapping) {
      return try export.converted(of: whole, mapping: mapping, context)
    }
    let plans = try HeadingResolver.plans(
      for: part.table, part.collection, mapping, inFileOf: own)
    let conversion = try TableConversion(
      part.table, of: whole, part.collection, plans, mapping: mapping, context)
    let (draft, report, refused) = conversion.result()
    return ([draft], report, refused)
  }

  /// What a file holds: by the mapping, else by its name, else by its headings.
  ///
  /// Nil for a file of a folder in which nothing is ours.
  static func collection(
    of table: RawTable, _ source: ImportSource, _ mapping: FieldMapping?
  ) throws(Diagnostic) -> CollectionID? {
    if let collection = mapping?.collection { return collection }
    let schema = InvoiceSchema.standard
    let key = Heading.key(source.baseName)
    // The schema's own names first; `lines` and `line` mean the first collection called so.
    let names: [(CollectionSchema) -> String] = [
      \.name, { String($0.name.dropLast()) }, \.plural, \.singular,
    ]
    for name in names {
      let index = schema.collections.firstIndex {
        !$0.isDerived && Heading.key(name($0)) == key
      }
      if let found = index.map({ CollectionID(index: $0) }) {
        // Receipts are of goods or of money; only these have an amount.
        guard found == .receipts else { return found }
        return try HeadingResolver.showsPayments(table) ? .payments : found
      }
    }
    if let known = Synonyms.collection(ofFile: key), let id = schema.collection(named: known) {
      return id
    }
    if let collection = HeadingResolver.collection(shownBy: table) { return collection }
    guard source.isNamed else { return nil }
    throw .unknownTable(
      source.name, collections: schema.collections.filter { !$0.isDerived }.map(\.name))
  }

  /// A section for a file that is not there is a slip of the pen, which would explain much else.
  static func checkSections(
    of mapping: FieldMapping, in sources: [ImportSource]
  ) throws(Diagnostic) {
    for section in mapping.sections where !sources.contains(where: { section.holds(for: $0.name) })
    {
      throw .unusedSection(mapping.name, section)
    }
  }

  /// So is a mapping of a heading that no file has.
  private static func checkHeadings(
    of mapping: FieldMapping, in files: [FileReport]
  ) throws(Diagnostic) {
    func keys(of files: [FileReport]) -> Set<String> {
      Set(files.flatMap { $0.columns.map { Heading.key($0.heading) } })
    }
    let all = keys(of: files)
    for entry in mapping.entries where !all.contains(Heading.key(entry.heading)) {
      throw .unusedMapping(mapping.name, entry)
    }
    for section in mapping.sections {
      let own = keys(of: files.filter { section.holds(for: $0.name) })
      for entry in section.mapping.entries where !own.contains(Heading.key(entry.heading)) {
        throw .unusedMapping(mapping.name, entry, file: section.file)
      }
    }
  }
}

extension [TableDraft] {
  /// A file of payments alone does not say what they were applied to.
  fileprivate mutating func forgetLeftOfPayments() {
    for index in indices where [.payments, .billPayments].contains(self[index].collection) {
      self[index].settledColumn = nil
    }
  }
}
