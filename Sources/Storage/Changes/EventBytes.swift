package import Model

/// Events as bytes, and back.
///
/// Collections and fields stand there by their names, so that a later version of the program with
/// more of them reads the same journal. Numbers are written seven bits to a byte, the least first.
package struct EventBytes {
  private var bytes: [UInt8]
  private var position = 0
  private let schema: Schema

  /// Why bytes are no event of this book.
  package enum Fault: Error, Equatable, Sendable {
    /// They end too early or say what nothing says.
    case malformed
    /// They name a collection or field that there is not.
    case unknownName(String)
  }

  /// The second version says why as well.
  private static let version = 2

  /// The bytes of events that are kept together.
  package static func encode(_ events: [BookEvent], _ schema: Schema) -> [UInt8] {
    var writer = EventBytes([], schema)
    writer.put(version)
    writer.put(events.count)
    for event in events { writer.put(event) }
    return writer.bytes
  }

  /// The events of some bytes.
  package static func decode(_ bytes: [UInt8], _ schema: Schema) throws(Fault) -> [BookEvent] {
    var reader = EventBytes(bytes, schema)
    let version = try reader.int()
    guard (1...EventBytes.version).contains(version) else { throw .malformed }
    var events: [BookEvent] = []
    for _ in 0..<(try reader.int()) { events.append(try reader.event(version)) }
    guard reader.position == bytes.count else { throw .malformed }
    return events
  }

  private mutating func put(_ event: BookEvent) {
    put(event.number)
    put(signed: Int64(event.day.day))
    put(signed: event.second)
    put(Array(event.user.utf8))
    put(Array(event.statement.utf8))
    put(event.because == nil ? 0 : 1)
    if let because = event.because { put(because.bytes) }
    put(event.undoes ?? 0)
    put(event.changes.count)
    for change in event.changes { put(change) }
  }

  private mutating func event(_ version: Int) throws(Fault) -> BookEvent {
    let number = try int()
    guard let day = Int32(exactly: try signed()) else { throw .malformed }
    let second = try signed()
    let user = String(decoding: try text(), as: UTF8.self)
    let statement = String(decoding: try text(), as: UTF8.self)
    let saysWhy = version > 1 ? try int() == 1 : false
    let because = saysWhy ? Text(try text()) : nil
    let undoes = try int()
    var changes: [StoreChange] = []
    for _ in 0..<(try int()) { changes.append(try change()) }
    return BookEvent(
      number: number, day: CivilDate(day: day), second: second, user: user,
      statement: statement, changes: changes, because: because,
      undoes: undoes == 0 ? nil : undoes)
  }

  private init(_ bytes: [UInt8], _ schema: Schema) {
    self.bytes = bytes
    self.schema = schema
  }

  // MARK: Writing

  private mutating func put(_ number: Int) {
    put(UInt64(number))
  }

  private mutating func put(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func put(signed number: Int64) {
    put(UInt64(bitPattern: number << 1 ^ number >> 63))
  }

  private mutating func put(_ text: [UInt8]) {
    put(text.count)
    bytes += text
  }

  private mutating func put(_ record: RecordID) {
    put(Array(schema[record.collection].name.utf8))
    put(Int(record.row))
  }

  private mutating func put(_ field: FieldID) {
    put(Array(schema[field].name.utf8))
  }

  private mutating func put(_ change: StoreChange) {
    switch change {
    case .append(let record, let values):
      put(1)
      put(record)
      put(values.count)
      for value in values {
        put(value.field)
        put(value.value)
      }
    case .set(let record, let field, let before, let after):
      put(2)
      put(record)
      put(field)
      put(before)
      put(after)
    case .remove(let record):
      put(3)
      put(record)
    case .restore(let record):
      put(4)
      put(record)
    }
  }

  private mutating func put(_ value: Value) {
    switch value {
    case .boolean(let answer): put(answer ? 2 : 1)
    case .number(let number):
      put(3)
      put(number)
    case .money(let money):
      put(4)
      put(money.amount)
      put(Int(money.currency.code))
    case .date(let date):
      put(5)
      put(signed: Int64(date.day))
    case .text(let text):
      put(6)
      put(text.bytes)
    case .currency(let currency):
      put(7)
      put(Int(currency.code))
    case .record(let record):
      put(8)
      put(record)
    case .missing, .bag, .period, .duration, .enumeration, .list: put(0)
    }
  }

  private mutating func put(_ number: Decimal) {
    put(number.scale)
    let bits = UInt128(bitPattern: number.coefficient)
    put(UInt64(truncatingIfNeeded: bits))
    put(UInt64(truncatingIfNeeded: bits >> 64))
  }

  // MARK: Reading

  private mutating func number() throws(Fault) -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count, shift < 64 {
      let byte = bytes[position]
      position += 1
      number |= UInt64(byte & 0x7f) << shift
      if byte & 0x80 == 0 { return number }
      shift += 7
    }
    throw .malformed
  }

  private mutating func int() throws(Fault) -> Int {
    guard let number = Int(exactly: try number()), number <= Int(Int32.max) else {
      throw .malformed
    }
    return number
  }

  private mutating func signed() throws(Fault) -> Int64 {
    let number = try number()
    return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }

  private mutating func text() throws(Fault) -> [UInt8] {
    let count = try int()
    guard count <= bytes.count - position else { throw .malformed }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }

  private mutating func collection() throws(Fault) -> CollectionID {
    let name = String(decoding: try text(), as: UTF8.self)
    guard let collection = schema.collection(named: name) else { throw .unknownName(name) }
    return collection
  }

  private mutating func record() throws(Fault) -> RecordID {
    RecordID(try collection(), RowIndex(try int()))
  }

  private mutating func field(of collection: CollectionID) throws(Fault) -> FieldID {
    let name = String(decoding: try text(), as: UTF8.self)
    guard let field = schema.field(named: name, of: collection) else { throw .unknownName(name) }
    return field
  }

  private mutating func change() throws(Fault) -> StoreChange {
    let tag = try int()
    let record = try record()
    switch tag {
    case 1:
      var values: [StoreChange.FieldValue] = []
      for _ in 0..<(try int()) {
        let field = try field(of: record.collection)
        values.append(StoreChange.FieldValue(field, try value()))
      }
      return .append(record, values)
    case 2:
      let field = try field(of: record.collection)
      let before = try value()
      return .set(record, field, before: before, after: try value())
    case 3: return .remove(record)
    case 4: return .restore(record)
    default: throw .malformed
    }
  }

  private mutating func value() throws(Fault) -> Value {
    switch try int() {
    case 0: return .missing
    case 1: return .boolean(false)
    case 2: return .boolean(true)
    case 3: return .number(try decimal())
    case 4:
      let amount = try decimal()
      return .money(Money(amount, try currency()))
    case 5:
      guard let day = Int32(exactly: try signed()) else { throw .malformed }
      return .date(CivilDate(day: day))
    case 6: return .text(Text(try text()))
    case 7: return .currency(try currency())
    case 8: return .record(try record())
    default: throw .malformed
    }
  }

  private mutating func currency() throws(Fault) -> Currency {
    guard let code = UInt16(exactly: try int()) else { throw .malformed }
    return Currency(code: code)
  }

  private mutating func decimal() throws(Fault) -> Decimal {
    let scale = try int()
    guard scale <= Decimal.maximumScale else { throw .malformed }
    let low = UInt128(try number())
    let high = UInt128(try number())
    return Decimal(Int128(bitPattern: high << 64 | low), scale: scale)
  }
}
