import Columns
import Model

/// Writes a book into a file, as `SnapshotReader` reads it.
package struct SnapshotWriter {
  private var directory = DirectoryWriter()
  /// The parts of the file behind its header, in order, and where each begins.
  private var sections: [(place: Int, bytes: ByteRange)] = []
  private var end = SnapshotFormat.firstSection
  /// Where dictionaries stand in the directory: columns may share one.
  private var dictionaries: [ObjectIdentifier: Int] = [:]
  private let view: StoreView

  /// Writes a book into an empty file.
  ///
  /// - Returns: what the book's journal names to be bound to this snapshot.
  package static func write(
    _ view: StoreView, of store: StoreID, generation: UInt64, to file: DiskFile, on disk: any Disk
  ) throws(DiskError) -> UInt64 {
    var writer = SnapshotWriter(view)
    writer.describe()
    return try writer.write(
      SnapshotHeader(store: store, generation: generation), to: file, on: disk)
  }

  private init(_ view: StoreView) {
    self.view = view
  }
}

// MARK: - The directory

extension SnapshotWriter {
  /// Puts all parts of the book into the directory, and their bytes behind each other.
  private mutating func describe() {
    let settings = view.settings.texts
    directory.number(settings.count)
    for (name, value) in settings {
      directory.text(name)
      directory.text(value)
    }
    let collections = view.schema.collections.indices.map { CollectionID(index: $0) }
      .filter { !view.schema[$0].isDerived }
    directory.number(collections.count)
    for collection in collections { table(collection) }
    links()
    names()
    settlements()
  }

  private mutating func table(_ collection: CollectionID) {
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
      self.column(column)
    }
    let currencies = view.indexes.currencies[collection] ?? []
    directory.number(currencies.count)
    for currency in currencies.sorted() { directory.number(Int(currency.code)) }
  }

  private mutating func column(_ column: StoredColumn) {
    directory.number(SnapshotColumn(column).rawValue)
    switch column {
    case .boolean(let values): cells(values, missing: false)
    case .number(let values, let scale):
      directory.number(scale)
      cells(values, missing: Missing.stored)
    case .money(let values, let scale, let currencies):
      directory.number(scale)
      cells(values, missing: Missing.stored)
      cells(currencies, missing: Missing.currency)
    case .date(let days): cells(days, missing: Missing.day)
    case .text(let codes, let texts):
      cells(codes, missing: Missing.text)
      dictionary(texts)
    case .currency(let codes): cells(codes, missing: Missing.currency)
    case .record(let target, let rows):
      directory.text(view.schema[target].name)
      cells(rows, missing: Missing.row)
    }
  }

  private mutating func cells<Element>(_ cells: Cells<Element>, missing: Element) {
    let packed = cells.repacked(missing: missing)
    guard let (bytes, coding) = packed.packing else { preconditionFailure("cells are packed") }
    directory.number(packed.count)
    directory.number(coding.width)
    directory.number(Int(coding.base))
    directory.number(Int(coding.step))
    directory.number(Int(coding.missing))
    section(bytes)
  }

  private mutating func dictionary(_ texts: TextDictionary) {
    let known = dictionaries[ObjectIdentifier(texts)]
    directory.number(known ?? dictionaries.count)
    guard known == nil else { return }
    dictionaries[ObjectIdentifier(texts)] = dictionaries.count
    let (pool, ends) = texts.stored
    section(pool)
    cells(ends, missing: -1)
  }

  private mutating func section(_ bytes: ByteRange) {
    directory.number(end)
    directory.number(bytes.count)
    guard bytes.count > 0 else { return }
    sections.append((end, bytes))
    let alignment = SnapshotFormat.alignment
    end = (end + bytes.count + alignment - 1) / alignment * alignment
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

  private mutating func link(_ index: LinkIndex) {
    cells(index.ends, missing: -1)
    cells(index.rows, missing: .missing)
  }

  private mutating func links() {
    directory.number(view.indexes.links.count)
    for (field, index) in SnapshotWriter.ordered(view.indexes.links) {
      self.field(field)
      link(index.remade(targetCount: targetCount(of: field)))
    }
  }

  private func targetCount(of link: FieldID) -> Int {
    guard case .record(let target) = view.schema[link].type else { return 0 }
    return view.tables[target.index].rowCount
  }

  private mutating func names() {
    directory.number(view.indexes.names.count)
    for (field, index) in SnapshotWriter.ordered(view.indexes.names) {
      let index = index.remade
      self.field(field)
      cells(index.order, missing: Missing.text)
      link(index.rowsByCode)
      directory.number(index.numbers == nil ? 0 : 1)
      guard let numbers = index.numbers else { continue }
      cells(numbers.plain, missing: Missing.text)
      cells(numbers.alike, missing: Missing.text)
    }
  }

  private mutating func settlements() {
    directory.number(view.indexes.settlements.count)
    let all = view.indexes.settlements.sorted { $0.key.index < $1.key.index }
    for (collection, settlements) in all {
      let settlements = settlements.remade(
        recordCount: view.tables[collection.index].rowCount)
      directory.text(view.schema[collection].name)
      directory.number(settlements.scale)
      cells(settlements.ends, missing: -1)
      cells(settlements.days, missing: Missing.day)
      for totals in [settlements.paid, settlements.credited, settlements.writtenOff] {
        cells(totals.low, missing: Missing.stored)
        cells(totals.high, missing: Missing.stored)
      }
    }
  }
}

// MARK: - The file

extension SnapshotWriter {
  private func write(
    _ header: SnapshotHeader, to file: DiskFile, on disk: any Disk
  ) throws(DiskError) -> UInt64 {
    var header = header
    var blocks = BlockChecksums()
    blocks.addZeros((sections.first?.place ?? end) - SnapshotFormat.headerSize)
    for (index, section) in sections.enumerated() {
      let next = index + 1 < sections.count ? sections[index + 1].place : end
      try SnapshotWriter.write(section.bytes, at: section.place, to: file, on: disk)
      blocks.add(section.bytes, at: section.place)
      blocks.addZeros(next - section.place - section.bytes.count)
    }
    try disk.write(directory.bytes, to: file, at: end)
    header.directory = end..<(end + directory.bytes.count)
    blocks.add(ByteRange(ByteStore(directory.bytes)), at: end)
    let checksums = blocks.finish()
    header.checksums = header.directory.upperBound..<(header.directory.upperBound + checksums.count)
    try disk.write(checksums, to: file, at: header.checksums.lowerBound)
    header.fileSize = header.checksums.upperBound
    header.directoryChecksum = Checksum.value(of: directory.bytes)
    header.checksumsChecksum = Checksum.value(of: checksums)
    try disk.write(header.bytes, to: file, at: 0)
    return header.identity
  }

  /// Hands bytes on in parts that no system call splits.
  private static func write(
    _ bytes: ByteRange, at place: Int, to file: DiskFile, on disk: any Disk
  ) throws(DiskError) {
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

  mutating func add(_ range: ByteRange, at start: Int) {
    precondition(start == place, "sections follow each other")
    var offset = 0
    while offset < range.count {
      let free = BlockGuard.blockSize - place % BlockGuard.blockSize
      let part = offset..<min(offset + free, range.count)
      unsafe range.withBytes(part) { unsafe current.add(RawSpan(_unsafeElements: $0)) }
      advance(part.count)
      offset = part.upperBound
    }
  }

  /// Adds the zeros between sections, which are never written: the file has them all the same.
  mutating func addZeros(_ count: Int) {
    add(ByteRange(ByteStore([UInt8](repeating: 0, count: count))), at: place)
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
