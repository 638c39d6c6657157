package import Columns
package import Model

/// What can be read of a snapshot that is damaged: every value of which no byte is in a damaged
/// block.
///
/// Records keep their rows, which journals name; a value that is lost is missing.
package struct SnapshotSalvage: Sendable {
  /// What the file says about itself.
  package let header: SnapshotHeader
  /// What of it is damaged, in words.
  package let damage: [String]
  /// The book, with nothing that has happened since.
  package private(set) var view: StoreView
  /// The rows whose values are lost.
  package private(set) var lost: [FieldID: [RowIndex]] = [:]

  /// Reads what is there.
  ///
  /// - Parameter file: the bytes of the file, of which some may be otherwise or gone.
  /// - Throws: that neither its directory nor the copy of it can be read.
  package init(_ file: ByteStore) throws(SnapshotReader.Fault) {
    let parts = try SnapshotParts(file)
    (header, damage) = (parts.header, parts.damage)
    let place = parts.directory
    var (settings, schema, tables) = try SnapshotReader.columns(
      parts.guarded, directory: ByteRange(parts.plain, at: place.lowerBound, count: place.count))
    for (collection, table) in tables.enumerated() {
      for (index, column) in table.columns.enumerated() {
        guard let column, let mended = ColumnSalvage.mended(column, parts) else { continue }
        tables[collection].columns[index] = mended.column
        guard !mended.lost.isEmpty else { continue }
        lost[FieldID(CollectionID(index: collection), index: index)] = mended.lost
      }
    }
    view = StoreView.indexed(settings, schema, tables)
  }

  /// Puts values that are known from elsewhere where they were lost.
  mutating func mend(_ known: [RecordID: [FieldID: Value]]) {
    if lost.isEmpty { return }
    var tables = view.tables
    for (field, rows) in lost {
      guard var column = tables[field.collection.index].columns[field.index] else { continue }
      lost[field] = rows.filter { row in
        guard let value = known[RecordID(field.collection, row)]?[field],
          let mended = column.replacing(Int(row), with: value)
        else { return true }
        column = mended
        return false
      }
      tables[field.collection.index].columns[field.index] = column
    }
    lost = lost.filter { !$0.value.isEmpty }
    view = StoreView.indexed(view.settings, view.schema, tables)
  }
}

extension StoreView {
  /// A book of columns alone, its indexes made of them.
  fileprivate static func indexed(
    _ settings: BookSettings, _ schema: Schema, _ tables: [Table]
  ) -> StoreView {
    let bare = StoreView(
      settings: settings, schema: schema, tables: tables, indexes: StoreIndexes())
    let indexes = StoreIndexes(tables, schema, settlements: bare.remadeSettlements())
    return StoreView(settings: settings, schema: schema, tables: tables, indexes: indexes)
  }
}

/// The bytes of a snapshot, each part from where it is whole, damaged blocks filled with zeros.
private struct SnapshotParts {
  let header: SnapshotHeader
  /// Where the directory is whole.
  let directory: Range<Int>
  let damage: [String]
  /// The bytes as they are told to be; and the same, with a probe that notices damaged blocks.
  let plain: ByteStore
  let guarded: ByteStore
  let probe = DamageProbe()
  private let damaged: Set<Int>

  init(_ file: ByteStore) throws(SnapshotReader.Fault) {
    let (found, isFirst) = try SnapshotParts.header(of: file)
    header = found
    // What is cut off is zeros, and what was added is nothing.
    let whole = SnapshotParts.sized(file, header.fileSize)
    let copies = header.copies
    let ownList = SnapshotFile.checksum(of: whole, header.checksums) == header.checksumsChecksum
    let isWhole = SnapshotFile.checksum(of: whole, header.directory) == header.directoryChecksum
    var (directory, list) = (header.directory, header.checksums)
    var damage = isFirst ? [] : ["the header"]
    if let copies {
      let copied = copies.lowerBound..<copies.lowerBound + directory.count
      let copiedList = copied.upperBound..<copies.upperBound
      if !isWhole { directory = copied }
      if !ownList, SnapshotFile.checksum(of: whole, copiedList) == header.checksumsChecksum {
        list = copiedList
      }
    }
    guard SnapshotFile.checksum(of: whole, directory) == header.directoryChecksum else {
      throw .damaged("directory")
    }
    let bad = SnapshotParts.damagedBlocks(of: whole, found, list)
    damage += bad.sorted().map {
      let start = $0 * BlockGuard.blockSize
      return "block \($0) (bytes \(start) to \(start + BlockGuard.blockSize - 1))"
    }
    if !ownList { damage.append("the list of checksums") }
    // It differs as well where what it is of is damaged.
    if damage.isEmpty, !SnapshotFile.areCopiesWhole(of: file, header) {
      damage.append("the copy of its directory")
    }
    self.directory = directory
    self.damage = damage
    damaged = bad
    plain = bad.isEmpty ? whole : SnapshotParts.cleared(whole, bad, keeping: directory)
    let probe = probe
    guarded = plain.guarded(
      by: BlockGuard(byteCount: plain.count) { block in
        guard bad.contains(block) else { return true }
        probe.isHit = true
        return false
      })
  }

  /// The header, or the copy of it at the end of the file.
  private static func header(
    of file: ByteStore
  ) throws(SnapshotReader.Fault) -> (SnapshotHeader, isFirst: Bool) {
    let size = SnapshotFormat.headerSize
    guard file.count >= size else { throw .damaged("header") }
    let all = ByteRange(file)
    do throws(SnapshotHeader.Fault) {
      return (try SnapshotHeader(all.copy(0..<size)), true)
    } catch .newer(let version) {
      throw .newer(version: version)
    } catch {
      guard let copy = try? SnapshotHeader(all.copy((file.count - size)..<file.count)) else {
        throw .damaged("header")
      }
      return (copy, false)
    }
  }

  private static func sized(_ file: ByteStore, _ size: Int) -> ByteStore {
    if file.count == size { return file }
    let there = min(file.count, size)
    return unsafe ByteStore(count: size) { memory in
      unsafe memory.initializeMemory(as: UInt8.self, repeating: 0)
      unsafe ByteRange(file).withBytes(0..<there) { unsafe memory.copyMemory(from: .init($0)) }
    }
  }

  private static func damagedBlocks(
    of file: ByteStore, _ header: SnapshotHeader, _ list: Range<Int>
  ) -> Set<Int> {
    Set(
      SnapshotFile.blocks(header).filter {
        !SnapshotFile.isWhole(
          $0, of: file, list: list.lowerBound, upTo: header.checksums.lowerBound)
      })
  }

  /// The file with zeros where it is damaged: they can be read as any part of a column, and the
  /// probe tells that they were.
  private static func cleared(
    _ file: ByteStore, _ blocks: Set<Int>, keeping directory: Range<Int>
  ) -> ByteStore {
    let bytes = ByteRange(file)
    return unsafe ByteStore(count: file.count) { memory in
      unsafe bytes.withBytes(0..<bytes.count) { unsafe memory.copyMemory(from: .init($0)) }
      for block in blocks {
        let start = block * BlockGuard.blockSize
        for place in start..<min(start + BlockGuard.blockSize, bytes.count)
        where !directory.contains(place) {
          unsafe memory[place] = 0
        }
      }
    }
  }

  /// Whether any of some bytes is in a damaged block.
  func isHit(_ bytes: ByteRange) -> Bool {
    guard !damaged.isEmpty, bytes.count > 0, bytes.store === guarded else { return false }
    let first = bytes.offset / BlockGuard.blockSize
    let last = (bytes.offset + bytes.count - 1) / BlockGuard.blockSize
    return damaged.contains { (first...last).contains($0) }
  }
}

/// Notices that bytes of a damaged block were used.
private final class DamageProbe: @unchecked Sendable {
  /// Whether that has happened; set back by whoever asks.
  var isHit = false

  /// What some work gives; nil where a damaged block had a part in it.
  func value<Value>(_ work: () -> Value?) -> Value? {
    isHit = false
    let value = work()
    return isHit ? nil : value
  }
}

/// Reads the values of a column one by one, where some may be lost.
private struct ColumnSalvage {
  private let parts: SnapshotParts
  private var isLost: [Bool]

  /// The column without what is lost; nil where no damaged block has a part in it.
  static func mended(
    _ column: StoredColumn, _ parts: SnapshotParts
  ) -> (column: StoredColumn, lost: [RowIndex])? {
    guard column.sections.contains(where: parts.isHit) else { return nil }
    var salvage = ColumnSalvage(parts: parts, count: column.count)
    let plain = salvage.plain(column)
    let lost = salvage.isLost.indices.filter { salvage.isLost[$0] }.map { RowIndex($0) }
    // A column without values has no decimals either: it is not written.
    let mended = StoredColumn(plain)
    let kept = mended.hasValues ? mended : .missing(column.type, count: column.count)
    return (kept, lost)
  }

  private init(parts: SnapshotParts, count: Int) {
    self.parts = parts
    isLost = [Bool](repeating: false, count: count)
  }

  private mutating func plain(_ column: StoredColumn) -> Column {
    switch column {
    case .boolean(let cells): return .boolean(values(cells, missing: false))
    case .number(let cells, let scale):
      return .number(values(cells, missing: Missing.stored), scale: scale)
    case .money(let cells, let scale, let codes):
      var amounts = values(cells, missing: Missing.stored)
      var currencies = values(codes, missing: Missing.currency)
      // An amount without its currency is none.
      for row in isLost.indices where isLost[row] {
        (amounts[row], currencies[row]) = (Missing.stored, Missing.currency)
      }
      return .money(amounts, scale: scale, currencies: currencies)
    case .date(let cells): return .date(values(cells, missing: Missing.day))
    case .text(let cells, let dictionary): return texts(cells, dictionary)
    case .currency(let cells): return .currency(values(cells, missing: Missing.currency))
    case .record(let target, let cells):
      return .record(target, values(cells, missing: Missing.row))
    }
  }

  private mutating func values<Element: CellValue>(_ cells: Cells<Element>, missing: Element)
    -> [Element]
  {
    var values: [Element] = []
    values.reserveCapacity(cells.count)
    for row in cells.indices {
      let value = parts.probe.value { cells[row] }
      if value == nil { isLost[row] = true }
      values.append(value ?? missing)
    }
    return values
  }

  private mutating func texts(_ cells: Cells<UInt32>, _ dictionary: TextDictionary) -> Column {
    var codes = values(cells, missing: Missing.text)
    var builder = TextDictionaryBuilder()
    var known: [UInt32: UInt32?] = [:]
    for row in codes.indices where codes[row] != Missing.text {
      let code = codes[row]
      let own =
        known[code]
        ?? parts.probe.value { dictionary.text(of: code) }.map { builder.intern($0) }
      known[code] = .some(own)
      codes[row] = own ?? Missing.text
      if own == nil { isLost[row] = true }
    }
    return .text(codes, builder.finish())
  }
}

extension StoredColumn {
  /// The parts of a file that it lies in.
  fileprivate var sections: [ByteRange] {
    func section<Element: CellValue>(_ cells: Cells<Element>) -> ByteRange? { cells.packing?.bytes }
    switch self {
    case .boolean(let cells): return [section(cells)].compactMap { $0 }
    case .number(let cells, _): return [section(cells)].compactMap { $0 }
    case .money(let cells, _, let codes):
      return [section(cells), section(codes)].compactMap { $0 }
    case .date(let cells): return [section(cells)].compactMap { $0 }
    case .text(let cells, let dictionary):
      switch dictionary.stored {
      case .plain(let pool, let ends):
        return [section(cells), pool, section(ends)].compactMap { $0 }
      case .fronted(let texts):
        return [section(cells), texts.pool, section(texts.starts)].compactMap { $0 }
      }
    case .currency(let cells): return [section(cells)].compactMap { $0 }
    case .record(_, let cells): return [section(cells)].compactMap { $0 }
    }
  }
}

extension TextDictionary {
  /// The bytes of a text, whatever stands where its place should: nil where that is no place.
  fileprivate func text(of code: UInt32) -> [UInt8]? {
    guard Int(code) < count else { return nil }
    guard case .plain(let pool, let ends) = stored else { return Array(self[code]) }
    let start = code == 0 ? 0 : Int(ends[Int(code) - 1])
    let end = Int(ends[Int(code)])
    guard start >= 0, start <= end, end <= pool.count else { return nil }
    return pool.copy(start..<end)
  }
}
