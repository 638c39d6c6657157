import Columns
import Model

/// Reads a book from the bytes of a snapshot, as `SnapshotWriter` writes them.
///
/// Only header and directory are looked at; columns and indexes are handed out as they lie there.
package struct SnapshotReader {
  /// Why bytes are no snapshot.
  package enum Fault: Error, Equatable {
    /// Which part is damaged.
    case damaged(String)
    /// A later version of the program wrote the file.
    case newer(version: UInt32)
    /// An earlier version of the program wrote the file, in a form that this one does not read.
    case older(version: UInt32)
  }

  private let file: ByteStore
  private var directory: DirectoryReader
  private var schema: Schema
  private var settings = BookSettings()
  private var tables: [StoreView.Table]
  private var indexes = StoreIndexes()
  private var dictionaries: [TextDictionary] = []

  /// The book in the bytes of a whole file.
  ///
  /// Of these each is checked before its first use; the directory has been checked already.
  static func read(_ file: ByteStore, directory: ByteRange) throws(Fault) -> StoreView {
    var reader = SnapshotReader(file, directory)
    do throws(DirectoryReader.Fault) {
      return try reader.book()
    } catch {
      throw .damaged("directory")
    }
  }

  /// The columns in the bytes of a whole file, without what finds records in them.
  static func columns(
    _ file: ByteStore, directory: ByteRange
  ) throws(Fault) -> (settings: BookSettings, schema: Schema, tables: [StoreView.Table]) {
    var reader = SnapshotReader(file, directory)
    do throws(DirectoryReader.Fault) {
      try reader.readTables()
    } catch {
      throw .damaged("directory")
    }
    return (reader.settings, reader.schema, reader.tables)
  }

  private init(_ file: ByteStore, _ directory: ByteRange) {
    self.file = file
    self.directory = DirectoryReader(directory)
    schema = InvoiceSchema.standard
    tables = schema.collections.map { collection in
      StoreView.Table(
        rowCount: 0, columns: [StoredColumn?](repeating: nil, count: collection.fields.count))
    }
  }

  private mutating func readTables() throws(DirectoryReader.Fault) {
    for _ in 0..<(try directory.count()) {
      let (name, value) = (try directory.text(), try directory.text())
      guard settings.set(name, to: value) else { throw DirectoryReader.Fault() }
    }
    schema.setWords(of: .aging, to: InvoiceSchema.agingBuckets(edges: settings.agingEdges))
    for _ in 0..<(try directory.count()) { try table() }
    fillMissing()
  }

  private mutating func book() throws(DirectoryReader.Fault) -> StoreView {
    try readTables()
    for _ in 0..<(try directory.count()) {
      let field = try field()
      indexes.links[field] = Late(try link())
    }
    linkMissing()
    for _ in 0..<(try directory.count()) { try name() }
    for _ in 0..<(try directory.count()) { try settlements() }
    for _ in 0..<(try directory.count()) { try clearings() }
    for _ in 0..<(try directory.count()) { try signatures() }
    guard directory.isAtEnd else { throw DirectoryReader.Fault() }
    return StoreView(settings: settings, schema: schema, tables: tables, indexes: indexes)
  }
}

// MARK: - Tables

extension SnapshotReader {
  private mutating func collection() throws(DirectoryReader.Fault) -> CollectionID {
    let name = try directory.text()
    guard let place = schema.collections.firstIndex(where: { $0.name == name }) else {
      throw DirectoryReader.Fault()
    }
    return CollectionID(index: place)
  }

  private mutating func field() throws(DirectoryReader.Fault) -> FieldID {
    let collection = try collection()
    let name = try directory.text()
    guard let field = schema.field(named: name, of: collection) else {
      throw DirectoryReader.Fault()
    }
    return field
  }

  private mutating func table() throws(DirectoryReader.Fault) {
    let collection = try collection()
    tables[collection.index].rowCount = try directory.count()
    for _ in 0..<(try directory.count()) {
      let name = try directory.text()
      let meaning = try directory.text()
      let column = try column()
      guard column.count == tables[collection.index].rowCount else { throw DirectoryReader.Fault() }
      let fields = schema[collection].fields
      if let place = fields.firstIndex(where: { $0.name == name }) {
        guard fields[place].type == column.type else { throw DirectoryReader.Fault() }
        tables[collection.index].columns[place] = column
      } else {
        _ = schema.append(FieldSchema(name, column.type, .stored, meaning: meaning), to: collection)
        tables[collection.index].columns.append(column)
      }
    }
    var currencies: Set<Currency> = []
    for _ in 0..<(try directory.count()) {
      guard let code = UInt16(exactly: try directory.number()) else {
        throw DirectoryReader.Fault()
      }
      currencies.insert(Currency(code: code))
    }
    if !currencies.isEmpty { indexes.currencies[collection] = currencies }
  }

  /// Columns in which every row is missing are not written.
  private mutating func fillMissing() {
    for (place, collection) in schema.collections.enumerated() {
      for (index, field) in collection.fields.enumerated()
      where tables[place].columns[index] == nil && field.origin == .stored {
        if case .enumeration = field.type { continue }
        tables[place].columns[index] = .missing(field.type, count: tables[place].rowCount)
      }
    }
  }

  /// Links that came into the schema after a snapshot was written lead nowhere yet.
  private mutating func linkMissing() {
    for (place, collection) in schema.collections.enumerated() where !collection.isDerived {
      for (index, field) in collection.fields.enumerated() where field.origin == .stored {
        let id = FieldID(CollectionID(index: place), index: index)
        guard case .record(let target) = field.type, indexes.links[id] == nil else { continue }
        indexes.links[id] = Late(
          LinkIndex([], targetCount: tables[target.index].rowCount))
      }
    }
  }

  private mutating func column() throws(DirectoryReader.Fault) -> StoredColumn {
    guard let kind = SnapshotColumn(rawValue: try directory.number()) else {
      throw DirectoryReader.Fault()
    }
    switch kind {
    case .boolean: return .boolean(try cells())
    case .number:
      let scale = try scale()
      return .number(try cells(), scale: scale)
    case .money:
      let scale = try scale()
      let amounts: Cells<Int64> = try cells()
      let currencies: Cells<UInt16> = try cells()
      guard amounts.count == currencies.count else { throw DirectoryReader.Fault() }
      return .money(amounts, scale: scale, currencies: currencies)
    case .date: return .date(try cells())
    case .text:
      let codes: Cells<UInt32> = try cells()
      return .text(codes, try dictionary())
    case .currency: return .currency(try cells())
    case .record:
      let target = try collection()
      return .record(target, try cells())
    }
  }

  private mutating func scale() throws(DirectoryReader.Fault) -> Int {
    let scale = try directory.count()
    guard scale < Decimal.powersOfTen.count else { throw DirectoryReader.Fault() }
    return scale
  }

  private mutating func cells<Element: CellValue>() throws(DirectoryReader.Fault)
    -> Cells<Element>
  {
    let (count, width) = (try directory.count(), try directory.count())
    let coding = CellCoding(
      width: width, base: Int64(try directory.number()), step: Int64(try directory.number()),
      missing: Int64(try directory.number()), colors: try directory.count())
    let bytes = try section()
    guard coding.fits(count, in: bytes.count) else { throw DirectoryReader.Fault() }
    return Cells(bytes, count: count, coding: coding)
  }

  private mutating func dictionary() throws(DirectoryReader.Fault) -> TextDictionary {
    let number = try directory.count()
    if number < dictionaries.count { return dictionaries[number] }
    guard number == dictionaries.count else { throw DirectoryReader.Fault() }
    let made = try texts()
    dictionaries.append(made)
    return made
  }

  private mutating func texts() throws(DirectoryReader.Fault) -> TextDictionary {
    let isFronted = try directory.number() == 1
    let pool = try section()
    guard isFronted else { return TextDictionary(pool: pool, ends: try cells()) }
    let count = try directory.count()
    guard let fronted = FrontedTexts(pool: pool, starts: try cells(), count: count) else {
      throw DirectoryReader.Fault()
    }
    return TextDictionary(fronted)
  }

  private mutating func section() throws(DirectoryReader.Fault) -> ByteRange {
    let (place, count) = (try directory.number(), try directory.number())
    guard place >= 0, count >= 0, place <= file.count, count <= file.count - place else {
      throw DirectoryReader.Fault()
    }
    return ByteRange(file, at: place, count: count)
  }
}

// MARK: - Indexes

extension SnapshotReader {
  private mutating func link() throws(DirectoryReader.Fault) -> LinkIndex {
    LinkIndex(ends: try cells(), rows: try cells())
  }

  private mutating func name() throws(DirectoryReader.Fault) {
    let field = try field()
    let order: Cells<UInt32> = try cells()
    let rows = try link()
    let hasNumbers = try directory.number() == 1
    let numbers = hasNumbers ? NumberIndex(plain: try cells(), alike: try cells()) : nil
    guard case .text(let codes, let texts)? = tables[field.collection.index].columns[field.index]
    else { throw DirectoryReader.Fault() }
    indexes.names[field] = Late(
      NameIndex(order: order, rowsByCode: rows, numbers: numbers, codes, texts))
  }

  private mutating func settlements() throws(DirectoryReader.Fault) {
    let collection = try collection()
    let scale = try scale()
    let (ends, days): (Cells<Int32>, Cells<Int32>) = (try cells(), try cells())
    indexes.settlements[collection] = Settlements(
      ends: ends, days: days, paid: WideCells(low: try cells(), high: try cells()),
      credited: WideCells(low: try cells(), high: try cells()),
      writtenOff: WideCells(low: try cells(), high: try cells()), scale: scale)
  }
  private mutating func signatures() throws(DirectoryReader.Fault) {
    let field = try field()
    let count = try directory.count()
    guard case .text(_, let texts)? = tables[field.collection.index].columns[field.index],
      count <= texts.count, let signatures = TextSignatures(try section(), textCount: count)
    else { throw DirectoryReader.Fault() }
    indexes.signatures[field] = Late(signatures)
  }

  private mutating func clearings() throws(DirectoryReader.Fault) {
    let collection = try collection()
    let days: Cells<Int32> = try cells()
    guard days.count == tables[collection.index].rowCount else { throw DirectoryReader.Fault() }
    indexes.clearings[collection] = Late(ClearingDays(days: days))
  }
}
