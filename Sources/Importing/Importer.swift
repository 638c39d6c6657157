package import Columns
package import Diagnostics
import Model

/// Files in, records and a report out; nothing is changed and no store is known.
package enum Importer {
  /// Reads CSV files, and folders of them as one book.
  package static func read(
    _ paths: [String], options: ImportOptions
  ) throws(Diagnostic) -> (draft: BookDraft, report: ImportReport) {
    var sources: [ImportSource] = []
    for path in paths { sources += try ImportSource.sources(at: path) }
    return try read(sources: sources, options: options)
  }

  /// Reads files that are open already, or bytes at hand.
  package static func read(
    sources: [ImportSource], options: ImportOptions
  ) throws(Diagnostic) -> (draft: BookDraft, report: ImportReport) {
    var settings = SettingsFile()
    for source in sources where source.baseName == "settings" { try settings.read(source, options) }
    let context = CurrencyContext(
      home: options.currency ?? options.mapping?.currency ?? settings.currency,
      dollar: settings.dollar)

    var tables: [TableDraft] = []
    var files: [FileReport] = []
    var refusals: [Refusal] = []
    for source in sources where source.baseName != "settings" {
      let table = try RawTable.read(source, options)
      let collection = try collection(of: table, source, options.mapping)
      let part = try converted(table, collection, options.mapping, context)
      tables += part.drafts
      files.append(part.report)
      refusals += part.refusals
    }
    if tables.isEmpty { throw .nothingToOpen("there is no file of invoices to open") }
    if let mapping = options.mapping { try checkUse(of: mapping, in: files) }
    return (
      BookDraft(tables: tables, settings: settings.values),
      ImportReport(files: files, refusals: refusals)
    )
  }

  /// What a file's rows become: records of one collection, or documents and their lines.
  private static func converted(
    _ table: RawTable, _ collection: CollectionID, _ mapping: FieldMapping?,
    _ context: CurrencyContext
  ) throws(Diagnostic) -> (drafts: [TableDraft], report: FileReport, refusals: [Refusal]) {
    if let split = try LineExport(table, collection, mapping) {
      return try split.converted(mapping: mapping, context)
    }
    let plans = try HeadingResolver.plans(for: table, collection, mapping)
    let conversion = try TableConversion(table, collection, plans, mapping: mapping, context)
    let (draft, report, refused) = conversion.result()
    return ([draft], report, refused)
  }

  /// What a file holds: by its name, else by the mapping, else by its headings.
  private static func collection(
    of table: RawTable, _ source: ImportSource, _ mapping: FieldMapping?
  ) throws(Diagnostic) -> CollectionID {
    let schema = InvoiceSchema.standard
    let key = Heading.key(source.baseName)
    // The schema's own names first; `lines` and `line` mean the first collection called so.
    let names: [(CollectionSchema) -> String] = [
      \.name, { String($0.name.dropLast()) }, \.plural, \.singular,
    ]
    for name in names {
      if let index = schema.collections.firstIndex(where: { Heading.key(name($0)) == key }) {
        return CollectionID(index: index)
      }
    }
    if let known = Synonyms.collection(ofFile: key), let id = schema.collection(named: known) {
      return id
    }
    if let collection = mapping?.collection ?? HeadingResolver.collection(shownBy: table) {
      return collection
    }
    throw .unknownTable(source.name, collections: schema.collections.map(\.name))
  }

  /// A mapping of a heading that no file has is a slip of the pen.
  private static func checkUse(
    of mapping: FieldMapping, in files: [FileReport]
  ) throws(Diagnostic) {
    let keys = Set(files.flatMap { $0.columns.map { Heading.key($0.heading) } })
    for entry in mapping.entries where !keys.contains(Heading.key(entry.heading)) {
      throw .unusedMapping(mapping.name, entry)
    }
  }
}
