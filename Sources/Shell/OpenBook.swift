package import Accounting
import Auditing
internal import CTerminal
package import Columns
package import Diagnostics
package import Importing
package import Model
import Storage

/// A book that was opened from files, and what opening it came to.
package struct OpenBook: Sendable {
  /// The book as it can be asked.
  package let view: BookView
  /// What was read of each file.
  package let report: ImportReport
  /// Rows that could not become part of the book, those that name unknown records included.
  package let refusals: [Refusal]
  /// Parties that documents name and a file of parties does not list; they were made.
  package let unlistedParties: [CollectionID: [Text]]
  /// How many credit notes settle what they name, as no file tells how they were used.
  package let creditsSettlingNamed: [CollectionID: Int]
  /// The files and folders that it was opened from; none for the example that was made in memory.
  package let paths: [String]

  /// How files are to be read, where they do not say.
  package struct Options: Sendable {
    /// The currency of amounts that name none.
    package var currency: Currency?
    /// Which headings mean which fields.
    package var mapping: FieldMapping?
    /// The encoding of files that do not tell it.
    package var encoding: TextEncoding?
    /// Told how far the reading of a file is; false stops it.
    package var progress: ImportOptions.Progress?

    /// Files that say everything themselves.
    package init() {}

    /// The same for the importer.
    var importing: ImportOptions {
      var options = ImportOptions(
        currency: currency, mapping: mapping, encoding: encoding,
        normalize: { Normalization.nfc($0) })
      options.progress = progress
      return options
    }
  }

  /// Opens files and folders as one book.
  ///
  /// - Throws: what makes a file as a whole unreadable; rows that cannot be read are refusals.
  package static func open(
    _ paths: [String], options: Options = Options()
  ) throws(Diagnostic) -> OpenBook {
    if let path = paths.first, StoredBook.isBook(path) {
      guard paths.count == 1 else { throw .bookAmongFiles(path) }
      return open(try StoredBook(path))
    }
    let sources = try Importer.sources(at: paths)
    // The columns of a file take about three times its room while they are made.
    process_expect_memory(3 * sources.reduce(0) { $0 + $1.size })
    let (draft, report) = try Importer.read(sources: sources, options: options.importing)
    return build(consume draft, report, paths: paths, options: options)
  }

  /// Opens files that are in memory already; their names are its paths unless others are given.
  package static func open(
    sources: [ImportSource], paths: [String]? = nil, options: Options = Options()
  ) throws(Diagnostic) -> OpenBook {
    let (draft, report) = try Importer.read(sources: sources, options: options.importing)
    return build(draft, report, paths: paths ?? sources.map(\.name), options: options)
  }

  /// Goes on with a book that is kept in a folder of its own.
  static func open(_ stored: StoredBook) -> OpenBook {
    OpenBook(
      view: BookView(stored.view, derivations: Audit.derivations), report: .none, refusals: [],
      unlistedParties: [:], creditsSettlingNamed: [:], paths: [stored.path])
  }

  private static func build(
    _ draft: consuming BookDraft, _ report: ImportReport, paths: [String], options: Options
  ) -> OpenBook {
    var settings = BookSettings()
    for (name, value) in draft.settings {
      // The importer has checked the names and the values.
      _ = settings.set(name, to: value)
    }
    if let currency = options.currency ?? options.mapping?.currency {
      settings.homeCurrency = currency
    }
    let built = BookBuilder.build(consume draft, settings: settings)
    let refusals = report.refusals + built.refusals
    let files = OpenedFiles.derivations(
      report.files.map { OpenedFiles.File($0, refusals) }, refusals)
    return OpenBook(
      view: BookView(built.view, derivations: Audit.derivations + files), report: report,
      refusals: refusals, unlistedParties: built.unlistedParties,
      creditsSettlingNamed: built.creditsSettlingNamed, paths: paths)
  }

  /// The same book in another state.
  func with(_ view: BookView) -> OpenBook {
    OpenBook(
      view: view, report: report, refusals: refusals, unlistedParties: unlistedParties,
      creditsSettlingNamed: creditsSettlingNamed, paths: paths)
  }

  /// Whether it was read from files just now.
  package var isFromFiles: Bool { !report.files.isEmpty }

  /// Rows of all files that became records; read = accepted + refused.
  package var accepted: Int { report.rowsRead - refusals.count }
}

extension OpenedFiles.File {
  /// A file with all of its rows that were refused, also those that only the book could refuse.
  fileprivate init(_ file: FileReport, _ refusals: [Refusal]) {
    let refused = refusals.count { $0.file == file.name }
    self.init(
      name: file.name, collection: file.collection, rows: file.rowsRead,
      accepted: file.rowsRead - refused, refused: refused, notes: file.notes)
  }
}
