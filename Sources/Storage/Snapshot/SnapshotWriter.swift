import Columns
import Model

/// Writes a book into a file, as `SnapshotReader` reads it.
package struct SnapshotWriter {
  private var directory = DirectoryWriter()
  /// Where the next part of the file begins.
  private var end = SnapshotFormat.firstSection
  private var blocks = BlockChecksums()
  /// The columns that are written, by the number of their bytes, and where each begins.
  private var places: [Int: [(place: Int, bytes: ByteRange)]] = [:]
  /// Where dictionaries stand in the directory: columns may share one.
  private var dictionaries: [ObjectIdentifier: Int] = [:]
  private let view: StoreView
  private let file: DiskFile
  private let disk: any Disk

  /// Writes a book into an empty file.
  ///
  /// - Returns: what the book's journal names to be bound to this snapshot.
  package static func write(
    _ view: StoreView, of store: StoreID, generation: UInt64, to file: DiskFile, on disk: any Disk
  ) throws(DiskError) -> UInt64 {
    var writer = SnapshotWriter(view, to: file, on: disk)
    // Columns are written while indexes are made.
    let maker = Threads.start { view.indexes.make() }
    do throws(DiskError) {
      try writer.describeTables()
    } catch {
      maker?.join()
      throw error
    }
    maker?.join()
    if maker == nil { view.indexes.make() }
    try writer.describeIndexes()
    return try writer.finish(SnapshotHeader(store: store, generation: generation))
  }

  private init(_ view: StoreView, to file: DiskFile, on disk: any Disk) {
    (self.view, self.file, self.disk) = (view, file, disk)
  }
}

// MARK: - The directory

extension SnapshotWriter {
  /// Puts the settings and all columns into the directory, and their bytes behind each other.
  private mutating func describeTables() throws(DiskError) {
    let settings = view.settings.texts
    directory.number(settings.count)
    for (name, value) in settings {
      directory.text(name)
      directory.text(value)
    }
    let collections = view.schema.collections.indices.map { CollectionID(index: $0) }
      .filter { !view.schema[$0].isDerived }
    directory.number(collections.count)
    for collection in collections { try table(collection) }
  }

  /// The same of the indexes, behind them.
  private mutating func describeIndexes() throws(DiskError) {
    try links()
    try names()
    try settlements()
    try clearings()
    try signatures()
  }

  private mutating func table(_ collection: CollectionID) throws(DiskError) {
    let table = view.tables[collection.index]
    let fields = view.schema[collection].fields
    directory.text(view.schema[collection].name)
    directory.number(table.rowCount)
    let built = InvoiceSchema.standard[collection].fields.count
    let kept = fields.indices.filter { $0 >= built || table.columns[$0]?.hasValues ?? false }
    directory.number(kept.count)
    for index in kept {
      guard let column = table.columns[index] else { preconditionFailure("a stored column") }
      directory.text(fields[index].name)
      directory.text(index >= built ? fields[index].meaning : "")
      try self.column(column)
    }
    let currencies = view.indexes.currencies[collection] ?? []
    directory.number(currencies.count)
    for currency in currencies.sorted() { directory.number(Int(currency.code)) }
  }

  private mutating func column(_ column: StoredColumn) throws(DiskError) {
    directory.number(SnapshotColumn(column).rawValue)
    switch column {
    case .boolean(let values): try cells(values, missing: false)
    case .number(let values, let scale):
      directory.number(scale)
      try cells(values, missing: Missing.stored)
    case .money(let values, let scale, let currencies):
      directory.number(scale)
      try cells(values, missing: Missing.stored)
      try cells(currencies, missing: Missing.currency)
    case .date(let days): try cells(days, missing: Missing.day)
    case .text(let codes, let texts):
      try cells(codes, missing: Missing.text)
      try dictionary(texts)
    case .currency(let codes): try cells(codes, missing: Missing.currency)
    case .record(let target, let rows):
      directory.text(view.schema[target].name)
      try cells(rows, missing: Missing.row)
    }
  }

  private mutating func cells<Element: CellValue>(
    _ cells: Cells<Element>, missing: Element
  ) throws(DiskError) {
    let packed = cells.repacked(missing: missing)
    guard let (bytes, coding) = packed.packing else { preconditionFailure("cells are packed") }
    directory.number(packed.count)
    directory.number(coding.width)
    directory.number(Int(coding.base))
    directory.number(Int(coding.step))
    directory.number(Int(coding.missing))
    directory.number(coding.colors)
    try section(bytes)
  }

  private mutating func dictionary(_ texts: TextDictionary) throws(DiskError) {
    let known = dictionaries[ObjectIdentifier(texts)]
    directory.number(known ?? dictionaries.count)
    guard known == nil else { return }
    dictionaries[ObjectIdentifier(texts)] = dictionaries.count
    switch texts.stored {
    case .plain(let pool, let ends):
      directory.number(0)
      try newSection(pool)
      try cells(ends, missing: -1)
    case .fronted(let texts):
      directory.number(1)
      try newSection(texts.pool)
      directory.number(texts.count)
      try cells(texts.starts, missing: -1)
    }
  }

  /// Adds the bytes of a column to the file, unless the same are there: the amounts of a line are
  /// all in the currency of its document, and columns of currencies tell the same.
  private mutating func section(_ bytes: ByteRange) throws(DiskError) {
    if let known = places[bytes.count]?.first(where: { bytes.holdsSame(as: $0.bytes) }) {
      directory.number(known.place)
      directory.number(bytes.count)
      return
    }
    places[bytes.count, default: []].append((end, bytes))
    try newSection(bytes)
  }

  /// Adds bytes to the file that nobody has to keep.
  private mutating func newSection(_ bytes: ByteRange) throws(DiskError) {
    directory.number(end)
    directory.number(bytes.count)
    guard bytes.count > 0 else { return }
    try write(bytes, at: end)
    blocks.add(bytes, at: end)
    end += bytes.count
    end += -end & (SnapshotFormat.alignment - 1)
  }

  // MARK: Indexes

  private mutating func field(_ field: FieldID) {
    directory.text(view.schema[field.collection].name)
    directory.text(view.schema[field].name)
  }

  private static func ordered<Value>(_ indexes: [FieldID: Value]) -> [(FieldID, Value)] {
    indexes.sorted { a, b in
      (a.key.collection.index, a.key.index) < (b.key.collection.index, b.key.index)
    }.map { ($0.key, $0.value) }
  }

  private mutating func link(_ index: LinkIndex) throws(DiskError) {
    try cells(index.ends, missing: -1)
    try cells(index.rows, missing: .missing)
  }

  private mutating func links() throws(DiskError) {
    directory.number(view.indexes.links.count)
    for (field, index) in SnapshotWriter.ordered(view.indexes.links) {
      self.field(field)
      try link(index.value.remade(targetCount: targetCount(of: field)))
    }
  }

  private func targetCount(of link: FieldID) -> Int {
    guard case .record(let target) = view.schema[link].type else { return 0 }
    return view.tables[target.index].rowCount
  }

  private mutating func names() throws(DiskError) {
    directory.number(view.indexes.names.count)
    for (field, index) in SnapshotWriter.ordered(view.indexes.names) {
      let index = index.value.remade
      self.field(field)
      try cells(index.order, missing: Missing.text)
      try link(index.rowsByCode)
      directory.number(index.numbers == nil ? 0 : 1)
      guard let numbers = index.numbers else { continue }
      try cells(numbers.plain, missing: Missing.text)
      try cells(numbers.alike, missing: Missing.text)
    }
  }

  private mutating func settlements() throws(DiskError) {
    directory.number(view.indexes.settlements.count)
    let all = view.indexes.settlements.sorted { $0.key.index < $1.key.index }
    for (collection, settlements) in all {
      let settlements = settlements.remade(
        recordCount: view.tables[collection.index].rowCount)
      directory.text(view.schema[collection].name)
      directory.number(settlements.scale)
      try cells(settlements.ends, missing: -1)
      try cells(settlements.days, missing: Missing.day)
      for totals in [settlements.paid, settlements.credited, settlements.writtenOff] {
        try cells(totals.low, missing: Missing.stored)
        try cells(totals.high, missing: Missing.stored)
      }
    }
  }

  private mutating func signatures() throws(DiskError) {
    directory.number(view.indexes.signatures.count)
    for (field, signatures) in SnapshotWriter.ordered(view.indexes.signatures) {
      guard case .text(_, let texts) = view.column(field) else { preconditionFailure("texts") }
      let known = signatures.value
      let whole = known.textCount == texts.count ? known : TextSignatures(texts)
      self.field(field)
      directory.number(whole.textCount)
      try section(whole.bits)
    }
  }

  private mutating func clearings() throws(DiskError) {
    directory.number(view.indexes.clearings.count)
    for (collection, days) in view.indexes.clearings.sorted(by: { $0.key.index < $1.key.index }) {
      directory.text(view.schema[collection].name)
      try cells(days.value.days, missing: Missing.day)
    }
  }
}

// MARK: - The file

extension SnapshotWriter {
  /// Writes what stands behind the last part, and at last the header.
  private consuming func finish(_ header: SnapshotHeader) throws(DiskError) -> UInt64 {
    var header = header
    try disk.write(directory.bytes, to: file, at: end)
    header.directory = end..<(end + directory.bytes.count)
    blocks.add(ByteRange(ByteStore(directory.bytes)), at: end)
    let checksums = blocks.finish()
    header.checksums = header.directory.upperBound..<(header.directory.upperBound + checksums.count)
    let copies = SnapshotFormat.copies(behind: header.checksums.upperBound)
    // Zeros that are written, not left out: a hole has no room on the disk, and to read a mapped
    // one may need some.
    let between = [UInt8](repeating: 0, count: copies - header.checksums.upperBound)
    try disk.write(
      checksums + between + directory.bytes + checksums, to: file, at: header.checksums.lowerBound)
    let end = copies + directory.bytes.count + checksums.count
    header.fileSize = end + SnapshotFormat.headerSize
    header.directoryChecksum = Checksum.value(of: directory.bytes)
    header.checksumsChecksum = Checksum.value(of: checksums)
    try disk.write(header.bytes, to: file, at: end)
    try disk.write(header.bytes, to: file, at: 0)
    return header.identity
  }

  /// Hands bytes on in parts that no system call splits.
  private func write(_ bytes: ByteRange, at place: Int) throws(DiskError) {
    let partSize = 1 << 24
    var start = 0
    while start < bytes.count {
      let part = start..<min(start + partSize, bytes.count)
      let result = unsafe bytes.withBytes(part) { memory -> Result<Void, DiskError> in
        let span = unsafe RawSpan(_unsafeElements: memory)
        do throws(DiskError) {
          return .success(try disk.write(span, to: file, at: place + part.lowerBound))
        } catch {
          return .failure(error)
        }
      }
      try result.get()
      start = part.upperBound
    }
  }
}

/// The checksums of a file's blocks, from behind its header on.
private struct BlockChecksums {
  private var bytes: [UInt8] = []
  private var current = Checksum()
  /// Where the next byte stands in the file.
  private var place = SnapshotFormat.headerSize

  /// Adds bytes behind those that were added, with the zeros between them, which are never written:
  /// the file has them all the same.
  mutating func add(_ range: ByteRange, at start: Int) {
    addBytes(ByteRange(ByteStore([UInt8](repeating: 0, count: start - place))))
    addBytes(range)
  }

  private mutating func addBytes(_ range: ByteRange) {
    var offset = 0
    while offset < range.count {
      let free = BlockGuard.blockSize - place % BlockGuard.blockSize
      let part = offset..<min(offset + free, range.count)
      unsafe range.withBytes(part) { unsafe current.add(RawSpan(_unsafeElements: $0)) }
      advance(part.count)
      offset = part.upperBound
    }
  }

  private mutating func advance(_ count: Int) {
    place += count
    if place % BlockGuard.blockSize == 0 { close() }
  }

  private mutating func close() {
    for shift in 0..<4 {
      bytes.append(UInt8(truncatingIfNeeded: current.value >> UInt32(8 * shift)))
    }
    current = Checksum()
  }

  mutating func finish() -> [UInt8] {
    if place % BlockGuard.blockSize != 0 { close() }
    return bytes
  }
}
