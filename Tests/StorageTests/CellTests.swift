import Columns
import Model
import Testing

/// Columns as they are packed: every value comes back, however it was written.
@Suite("Packed columns")
struct CellTests {
  private static let count = 3_000
  private static let missing = Int64.min

  /// What real columns look like, and what they hardly ever do.
  private static let columns: [(name: String, values: [Int64])] = {
    var random = SplitMix(state: 7)
    let places = 0..<Int64(count)
    return [
      ("none", []), ("one", [5]), ("one missing", [missing]), ("few", [1, missing, -3]),
      ("the same", places.map { _ in 7 }), ("all missing", places.map { _ in missing }),
      ("counting", places.map { 3 * $0 - 1 }), ("named in order", places.map { $0 / 4 }),
      ("ends", places.map { 3 * $0 + random.next(6) }),
      ("few colors", places.map { _ in [17, 99_999, -5, 1 << 40][Int(random.next(4))] }),
      ("256 colors", places.map { _ in 1_000_003 * random.next(256) }),
      ("257 colors", places.map { 1_000_003 * ($0 % 257) }),
      ("colors and gaps", places.map { $0 % 3 == 0 ? missing : 1_000_003 * random.next(9) }),
      ("blocks of gaps", places.map { $0 / 512 % 2 == 0 ? missing : 1_001 * $0 }),
      ("one gap a block", places.map { $0 % 128 == 5 ? missing : 40 }),
      ("amounts", places.map { _ in random.next(1 << (1 + random.next(40))) }),
      ("squares", places.map { $0 * $0 }), ("wide", places.map { _ in random.next(.max) }),
      ("far apart", places.map { $0 % 2 == 0 ? .max : missing + 1 }),
      ("57 bits", places.map { _ in random.next(1 << 57) }),
      ("all widths", places.map { 1 << ($0 / 64) }),
    ]
  }()

  @Test("every value comes back, one by one and many at once", arguments: columns.indices)
  func values(_ place: Int) {
    let (name, values) = CellTests.columns[place]
    for length in [values.count, values.count - 1, values.count - 127] where length >= 0 {
      let values = Array(values[..<length])
      let cells = Cells(packing: values, missing: CellTests.missing)
      #expect(cells.array == values, "\(name)")
      #expect(values.indices.allSatisfy { cells[$0] == values[$0] }, "\(name)")
      let part = length / 3..<length - length / 5
      #expect(cells.values(in: part) == Array(values[part]), "\(name)")
      let rows = values.indices.filter { $0 % 7 < 3 }.reversed().map { RowIndex($0) }
      let asked = rows + [Missing.row]
      let found = cells.values(at: asked, missing: 11)
      #expect(found == rows.map { values[Int($0)] } + [11], "\(name)")
    }
  }

  @Test("what lies together takes little room")
  func sizes() throws {
    func bits(_ name: String) throws -> Double {
      let column = try #require(CellTests.columns.first { $0.name == name })
      let cells = Cells(packing: column.values, missing: CellTests.missing)
      let packing = try #require(cells.packing)
      return Double(8 * packing.bytes.count) / Double(column.values.count)
    }
    #expect(try bits("counting") == 0)
    #expect(try bits("named in order") < 8)
    #expect(try bits("few colors") < 6)
    #expect(try bits("ends") < 12)
    #expect(try bits("wide") == 64)
  }

  @Test("narrow types are packed as wide ones are")
  func types() {
    let numbers = (0..<Int32(CellTests.count)).map { $0 / 9 - 5 }
    #expect(Cells(packing: numbers, missing: Missing.day).array == numbers)
    let codes = numbers.map { $0 % 5 == 0 ? Missing.currency : UInt16(1_540 + $0 & 7) }
    #expect(Cells(packing: codes, missing: Missing.currency).array == codes)
    let answers = numbers.map { $0 & 4 == 0 }
    #expect(Cells(packing: answers, missing: false).array == answers)
  }

  @Test("bytes that hold too little are no column")
  func lengths() {
    let coding = CellCoding(width: CellCoding.blocked, base: 0, missing: -1, colors: 3)
    #expect(!coding.fits(1_000, in: 8 * 3 + 16 * 8 - 1))
    #expect(coding.fits(1_000, in: 8 * 3 + 16 * 8))
    #expect(!CellCoding(width: 3, base: 0, missing: -1).fits(10, in: 29))
    #expect(!CellCoding(width: 9, base: 0, missing: -1).fits(10, in: 90))
  }
}

/// Texts as a book stores them.
@Suite("Packed texts")
struct PackedTextTests {
  private func dictionary(_ texts: [String]) -> TextDictionary {
    var builder = TextDictionaryBuilder()
    for text in texts { _ = builder.intern(Array(text.utf8)) }
    return builder.finish()
  }

  /// The same texts as they lie in a book.
  private func stored(_ texts: [String]) -> (TextDictionary, isFronted: Bool) {
    switch dictionary(texts).stored {
    case .plain(let pool, let ends): (TextDictionary(pool: pool, ends: ends), false)
    case .fronted(let texts): (TextDictionary(texts), true)
    }
  }

  @Test("numbers of documents are kept by what differs, and found all the same")
  func numbers() {
    let numbers = (1...5_000).map { "INV-202\($0 % 7)-\(1_000_000 + $0)" } + ["", "x"]
    let (texts, isFronted) = stored(numbers)
    #expect(isFronted)
    #expect(texts.count == numbers.count)
    for code in [0, 1, 15, 16, 17, 4_999, 5_000, 5_001, 31, 30] {
      #expect(String(decoding: texts[UInt32(code)], as: UTF8.self) == numbers[code])
    }
    var visited: [String] = []
    let codes = (0..<UInt32(texts.count)).filter { $0 % 5 != 2 } + [3, 2, 2, 40]
    texts.visit(codes) { code, text in
      #expect(Int(code) < numbers.count)
      visited.append(String(decoding: Array(text.indices.map { text[$0] }), as: UTF8.self))
    }
    #expect(visited == codes.map { numbers[Int($0)] })
    for (code, number) in numbers.enumerated() {
      #expect(texts.code(of: Array(number.utf8)) == UInt32(code))
    }
    #expect(texts.code(of: Array("INV-2020-1".utf8)) == nil)
    #expect(dictionary(numbers).codes(of: texts) == Array(0..<UInt32(texts.count)))
  }

  @Test("texts that have nothing in common stay as they are")
  func others() {
    var random = SplitMix(state: 3)
    let words = (0..<2_000).map { _ in "\(random.next(.max)) things" }
    let (texts, isFronted) = stored(words)
    #expect(!isFronted)
    #expect((0..<texts.count).allSatisfy { texts.code(of: Array(words[$0].utf8)) == UInt32($0) })
  }

  @Test("long texts that begin alike")
  func longTexts() {
    let texts = (0..<40).map { String(repeating: "ä", count: 3 * $0 + 100) + "\($0)" }
    let (kept, isFronted) = stored(texts)
    #expect(isFronted)
    for code in texts.indices.reversed() {
      #expect(String(decoding: kept[UInt32(code)], as: UTF8.self) == texts[code])
    }
  }

  @Test("bytes of which a part is missing are read to their end and no further")
  func cutOff() {
    guard case .fronted(let whole) = dictionary((0..<100).map { "number \($0)" }).stored else {
      Issue.record("numbers begin alike")
      return
    }
    for count in 0..<whole.pool.count {
      let pool = ByteRange(ByteStore(whole.pool.copy(0..<count)))
      let cut = FrontedTexts(pool: pool, starts: whole.starts, count: whole.count)
      let texts = cut.map { TextDictionary($0) }
      #expect((0..<100).allSatisfy { texts?[UInt32($0)].count ?? 0 <= 9 })
    }
    #expect(FrontedTexts(pool: whole.pool, starts: whole.starts, count: 113) == nil)
  }
}
