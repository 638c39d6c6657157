import Columns
import Model

/// Gives equal values of a column equal dense codes, batch after batch.
struct KeyEncoder {
  /// The value of each code, where values are kept.
  private(set) var values: [Value] = []
  private let keepsValues: Bool
  private var count: Int32 = 0
  private var codeOfValue: [Value: Int32] = [:]
  /// Codes of days and of whole numbers, by these.
  private var codeOfNumber = PairTable()
  /// Codes of records by their rows, of words by their places, plus one; 0 where not met yet.
  private var codeOfRow: [Int32] = []
  private var texts = TextDictionaryBuilder()
  private var codeOfText: [Int32] = []
  private var codeOfMissing: Int32?
  /// The period met last: rows mostly stand by their dates.
  private var lastPeriod: (first: Int32, unit: PeriodUnit?, code: Int32)?
  /// The dictionary met last, with the codes of its texts; most columns have one for all batches.
  private var lastDictionary: (dictionary: TextDictionary, codes: [Int32])?

  /// Whether texts are told apart by their codes alone, all of one dictionary.
  private let trustsTextCodes: Bool

  /// An encoder; one that keeps no values is for who only has to tell them apart.
  init(keepsValues: Bool = true, trustsTextCodes: Bool = false) {
    (self.keepsValues, self.trustsTextCodes) = (keepsValues, trustsTextCodes)
  }

  /// The codes of some values, those met before first.
  mutating func encode(_ vector: Vector) -> [Int32] {
    switch vector {
    case .record(let collection, let rows):
      return encode(rows, missing: Missing.row) { .record(RecordID(collection, $0)) }
    case .enumeration(let id, let words):
      return encode(words, missing: Missing.word) { .enumeration(id, Int($0)) }
    case .text(let texts):
      return trustsTextCodes ? encode(codesOf: texts) : encode(texts)
    case .currency(let codes):
      return encode(codes, missing: Missing.currency) { .currency(Currency(code: $0)) }
    case .date(let days):
      return encodeRuns(days) { encoder, day in
        day == Missing.day
          ? encoder.missingCode()
          : encoder.numberCode(UInt64(UInt32(bitPattern: day))) { .date(CivilDate(day: day)) }
      }
    case .number(let numbers) where numbers.scale == 0:
      if let narrow = numbers.coefficients.narrow {
        return encodeRuns(narrow) { encoder, number in
          encoder.code(
            ofWhole: number == Missing.stored ? Missing.coefficient : Int128(number))
        }
      }
      return numbers.coefficients.map { code(ofWhole: $0) }
    case .period(let periods) where periods.unit != nil: return encode(periods)
    default:
      return (0..<vector.count).map { code(of: vector[$0]) }
    }
  }

  /// The codes of values of which neighbors are mostly equal.
  @inline(__always)
  private mutating func encodeRuns<Number: Equatable & BitwiseCopyable>(
    _ numbers: [Number], _ code: (inout KeyEncoder, Number) -> Int32
  ) -> [Int32] {
    guard let first = numbers.first else { return [] }
    var last = (number: first, code: code(&self, first))
    return RowLoops.map(numbers) { number in
      if number != last.number { last = (number, code(&self, number)) }
      return last.code
    }
  }

  /// The codes of texts by those in their dictionary, which are small or far fewer than its texts.
  private mutating func encode(codesOf texts: TextVector) -> [Int32] {
    if texts.dictionary.count <= 4 * texts.codes.count {
      return encode(texts.codes, missing: Missing.text) { .text(Text(texts.dictionary[$0])) }
    }
    return encodeRuns(texts.codes) { encoder, code in
      code == Missing.text
        ? encoder.missingCode()
        : encoder.numberCode(UInt64(code)) { .text(Text(texts.dictionary[code])) }
    }
  }

  private mutating func numberCode(_ key: UInt64, _ value: () -> Value) -> Int32 {
    let place = codeOfNumber.place(of: key)
    if place.isNew { codeOfNumber[place] = append(value()) }
    return codeOfNumber[place]
  }

  /// A unit has one period that begins on a day; those of other units have other values.
  private mutating func encode(_ periods: PeriodVector) -> [Int32] {
    var last = lastPeriod?.unit == periods.unit ? lastPeriod : nil
    let codes = periods.firsts.indices.map { index in
      let first = periods.firsts[index]
      if first == Missing.day { return missingCode() }
      if let last, last.first == first { return last.code }
      let code = code(of: periods.value(at: index))
      last = (first, periods.unit, code)
      return code
    }
    lastPeriod = last
    return codes
  }

  private mutating func code(ofWhole number: Int128) -> Int32 {
    if number == Missing.coefficient { return missingCode() }
    guard let key = UInt64(exactly: number) else {
      return code(of: .number(Decimal(number, scale: 0)))
    }
    return numberCode(key) { .number(Decimal(number, scale: 0)) }
  }

  private mutating func code(of value: Value) -> Int32 {
    if value == .missing { return missingCode() }
    // The same number may come with more digits in another batch.
    if case .number(let number) = value, let key = UInt64(exactly: number.normalized.coefficient),
      number.normalized.scale == 0
    {
      return numberCode(key) { value }
    }
    if let known = codeOfValue[value] { return known }
    let code = append(value)
    codeOfValue[value] = code
    return code
  }

  private mutating func append(_ value: @autoclosure () -> Value) -> Int32 {
    if keepsValues { values.append(value()) }
    count += 1
    return count - 1
  }

  private mutating func missingCode() -> Int32 {
    if let known = codeOfMissing { return known }
    let code = append(.missing)
    codeOfMissing = code
    return code
  }

  /// The codes of small numbers, which lead to them without a search.
  @inline(__always)
  private mutating func encode<Number: FixedWidthInteger & BitwiseCopyable>(
    _ numbers: [Number], missing: Number, _ value: (Number) -> Value
  ) -> [Int32] {
    var largest = -1
    for number in numbers where number != missing { largest = max(largest, Int(number)) }
    if largest >= codeOfRow.count {
      codeOfRow.grow(to: max(largest + 1, codeOfRow.count * 2), with: 0)
    }
    return RowLoops.map(numbers) { number in
      if number == missing { return missingCode() }
      let known = codeOfRow[Int(number)]
      if known > 0 { return known &- 1 }
      let code = append(value(number))
      codeOfRow[Int(number)] = code + 1
      return code
    }
  }

  private mutating func encode(_ vector: TextVector) -> [Int32] {
    var known =
      if let last = lastDictionary, last.dictionary === vector.dictionary { last.codes } else {
        [Int32](repeating: -1, count: vector.dictionary.count)
      }
    lastDictionary = nil
    number(vector, &known)
    let codes = vector.codes.map { $0 == Missing.text ? missingCode() : known[Int($0)] }
    lastDictionary = (vector.dictionary, known)
    return codes
  }

  /// Gives the texts that were not met before their codes, in the order in which they are met.
  private mutating func number(_ vector: TextVector, _ known: inout [Int32]) {
    var new: [UInt32] = []
    for code in vector.codes {
      if code == Missing.text {
        // Numbered with the texts, so that codes count up as rows do.
        if codeOfMissing == nil { new.append(code) }
      } else if known[Int(code)] < 0 {
        new.append(code)
      }
    }
    var position = 0
    while position < new.count {
      if new[position] == Missing.text {
        _ = missingCode()
        position += 1
        continue
      }
      let end = new[position...].firstIndex(of: Missing.text) ?? new.count
      vector.dictionary.visit(Array(new[position..<end])) { code, text in
        guard known[Int(code)] < 0 else { return }
        let place = Int(texts.intern(text))
        if place == codeOfText.count {
          codeOfText.append(append(.text(Text(vector.dictionary[code]))))
        }
        known[Int(code)] = codeOfText[place]
      }
      position = end
    }
  }
}

/// Numbers the combinations of several keys: groups.
struct GroupTable {
  private var encoders: [KeyEncoder]
  /// By the group of the keys before and the code of the next key.
  private var combined: [PairTable]
  /// The codes of each group's keys, one group behind the other.
  private var codes: [Int32] = []

  /// A table for a number of keys; without any there is one group.
  ///
  /// One that keeps no values only tells which rows are equal.
  init(keyCount: Int, keepsValues: Bool = true) {
    self.init([KeyEncoder](repeating: KeyEncoder(keepsValues: keepsValues), count: keyCount))
  }

  /// A table for the rows of one batch, whose groups are put together with those of others by their
  /// values: so it does no harm if rows with the same text fall into two.
  init(ofOneBatch keyCount: Int) {
    let encoder = KeyEncoder(keepsValues: false, trustsTextCodes: true)
    self.init([KeyEncoder](repeating: encoder, count: keyCount))
  }

  private init(_ encoders: [KeyEncoder]) {
    self.encoders = encoders
    let keyCount = encoders.count
    combined = [PairTable](repeating: PairTable(), count: keyCount)
  }

  /// Number of groups so far.
  var count: Int { encoders.isEmpty ? 1 : codes.count / encoders.count }

  /// The group of each row.
  mutating func groups(of keys: [Vector], rowCount: Int) -> [Int32] {
    guard !encoders.isEmpty else { return [Int32](repeating: 0, count: rowCount) }
    let rowCodes = keys.indices.map { encoders[$0].encode(keys[$0]) }
    var groups: [Int32]
    var known = count
    // One key needs no table: its codes are dense and count up as groups do.
    groups = rowCodes[0]
    for key in rowCodes.indices.dropFirst() {
      combined[key].combine(&groups, with: rowCodes[key])
    }
    for row in 0..<rowCount where groups[row] == known {
      for key in rowCodes.indices { codes.append(rowCodes[key][row]) }
      known += 1
    }
    return groups
  }

  /// The values of one key, one a group.
  func values(ofKey key: Int) -> [Value] {
    (0..<count).map { encoders[key].values[Int(codes[$0 * encoders.count + key])] }
  }
}
