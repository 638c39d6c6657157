import Columns
import Testing

/// Texts that count upwards are known without hashes; the codes are those of any other way.
struct TextDictionaryTests {
  /// The texts by the codes that whoever keeps them in order would give.
  private func checkInterning(_ texts: [String], sourceLocation: SourceLocation = #_sourceLocation)
  {
    var codes: [String: UInt32] = [:]
    var distinct: [String] = []
    var one = TextDictionaryBuilder()
    var (pool, ends): ([UInt8], [UInt32]) = ([], [])
    for text in texts {
      if codes[text] == nil {
        codes[text] = UInt32(distinct.count)
        distinct.append(text)
      }
      #expect(one.intern(Array(text.utf8)) == codes[text], sourceLocation: sourceLocation)
      pool += text.utf8
      ends.append(UInt32(pool.count))
    }
    var many = TextDictionaryBuilder()
    let places = many.intern(pool, endingAt: ends)
    #expect(places == texts.map { codes[$0] }, sourceLocation: sourceLocation)
    for dictionary in [one.finish(), many.finish()] {
      #expect(dictionary.count == distinct.count, sourceLocation: sourceLocation)
      for (code, text) in distinct.enumerated() {
        let bytes = Array(text.utf8)
        #expect(Array(dictionary[UInt32(code)]) == bytes, sourceLocation: sourceLocation)
        #expect(dictionary.code(of: bytes) == UInt32(code), sourceLocation: sourceLocation)
      }
      #expect(dictionary.code(of: Array("no such text".utf8)) == nil)
    }
  }

  private func dictionary(_ texts: [String]) -> TextDictionary {
    var builder = TextDictionaryBuilder()
    for text in texts { _ = builder.intern(Array(text.utf8)) }
    return builder.finish()
  }

  private func number(_ kind: String, _ number: Int, digits: Int = 6) -> String {
    let text = String(number)
    return kind + String(repeating: "0", count: digits - text.count) + text
  }

  @Test
  func numbersOfSeveralKindsCountUpwards() {
    checkInterning(
      (0..<2_000).flatMap { [number("INV-", $0), number("BILL-", 2 * $0), number("", $0 / 3)] })
  }

  @Test
  func oneThatStepsBackIsStillFound() {
    let upwards = (0..<300).map { number("INV-", 2 * $0) }
    checkInterning(upwards + [upwards[7], number("INV-", 9), upwards[299], number("INV-", 9_999)])
  }

  @Test
  func lettersAndLengthsDoNotMixUp() {
    // One byte more in front may not be taken for a greater length.
    checkInterning([
      "1", "2", ",", "12", "1,", ",1", "", "a", "ab", "abc", "abcd1", "abcde", "abcde",
    ])
    checkInterning((0..<40).map { String(repeating: "x", count: $0) + "1" })
    checkInterning([String(repeating: "7", count: 300), ",", String(repeating: "8", count: 300)])
  }

  @Test
  func anyOrderGivesTheSameCodes() {
    var generator = SeededGenerator(state: 7)
    for _ in 0..<200 {
      let kinds = ["A-", "B-", "", "BILL/", "ü", "CN"].prefix(
        Int.random(in: 1...6, using: &generator))
      var next = 0
      checkInterning(
        (0..<Int.random(in: 0...120, using: &generator)).map { _ in
          next += Int.random(in: 0...2, using: &generator)
          let isBack = Int.random(in: 0..<40, using: &generator) == 0
          return number(kinds.randomElement(using: &generator) ?? "", isBack ? next / 2 : next)
        })
    }
  }

  @Test
  func namesAreFoundInEveryOrder() {
    let numbers = (0..<5_000).flatMap { [number("INV-", 3 * $0), number("BILL-", $0)] }
    let records = dictionary(numbers)
    var generator = SeededGenerator(state: 11)
    let absent =
      (0..<500).map { number("INV-", 3 * $0 + 1) } + ["CN-1", "", number("BILL-", 5_000)]
    for named in [
      numbers, numbers.filter { $0.hasPrefix("BILL") }, numbers.shuffled(using: &generator),
      Array(numbers.reversed()), absent, (numbers + absent).shuffled(using: &generator),
      [numbers[9_999], numbers[9_998], number("INV-", 90_000), number("INV-", 14_998)],
      stride(from: 0, to: 10_000, by: 200).map { numbers[$0] },
    ] {
      let names = dictionary(named)
      let places = [String: Int](
        numbers.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
      let found = records.codes(of: names).map { $0 == Missing.text ? nil : Int($0) }
      #expect(found == named.map { places[$0] })
    }
  }

  @Test
  func textsThatAreAddedUnsearchedAreFound() {
    for texts in [["1", "2", "3"], ["3", "1", "2"]] {
      var builder = TextDictionaryBuilder()
      for text in texts { builder.append(Array(text.utf8).span) }
      let added = builder.finish()
      for (code, text) in texts.enumerated() {
        #expect(added.code(of: Array(text.utf8)) == UInt32(code))
      }
      #expect(
        added.codes(of: dictionary(["2", "9", "3"]))
          == ["2", "9", "3"].map { text in
            texts.firstIndex(of: text).map { UInt32($0) } ?? Missing.text
          })
    }
  }
}

/// Random numbers that are the same in every run.
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
