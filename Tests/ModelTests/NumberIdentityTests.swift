import Model
import Testing

/// Which numbers of documents are held to be the same.
struct NumberIdentityTests {
  @Test(arguments: [
    ("INV-00346", "inv346"), ("inv 346", "inv346"), ("INV/0346", "inv346"), ("2O26/0017", "202617"),
    ("6I1365", "611365"), ("BILL-001", "bill1"), ("BILL001", "bill1"), ("000", "0"), ("0", "0"),
    ("É-07", "e7"), ("", ""), ("---", ""), ("2026-001", "20261"), ("O-12", "o12"), ("1l", "1l"),
    ("A1O", "a1o"), ("100", "100"), ("1-00-2", "102"),
    ("0RE-005481", "re5481"), ("0INV 06699", "inv6699"), ("00A-0B1", "a0b1"), ("0-RE-1", "0re1"),
    ("0I23", "123"), ("0L-7", "l7"), ("0O", "o"), ("2021-04-04325", "202144325"),
  ])
  func normalForms(written: String, form: String) {
    #expect(String(decoding: NumberIdentity.normal(written.utf8), as: UTF8.self) == form)
  }

  @Test(arguments: [
    ("611365", "0000611365", NumberIdentity.Likeness.same), ("611365", "611 365", .same),
    ("611365", "INV-611365", .sameDigits), ("611365", "611356", .transposed),
    ("INV-OO42", "INV-0042", .alike), ("2034.O", "2034.0", .alike), ("6I1365", "61I365", .same),
    ("I42", "142", .alike),
    ("INV-00346", "INV-00364", .transposed), ("INV-03046", "INV-00346", .transposed),
    ("346", "INV-00364", .transposed), ("INV-1", "RE-1", nil), ("INV-1", "INV-2", nil),
    ("12", "21", .transposed), ("123", "321", nil), ("A", "a", .same), ("A", "B", nil),
    ("1", "", nil), ("", "", .same),
    ("0RE-005481", "RE-005481", .same), ("0INV 06699", "inv06699", .same),
    ("2021-04-04325", "20210404325", .same), ("2021-04-04325", "2O210404325", .same),
    ("2021-04-04325", "20210404352", .transposed), ("2021-44325", "20210404325", nil),
  ])
  func likeness(a: String, b: String, wanted: NumberIdentity.Likeness?) {
    #expect(NumberIdentity.likeness(Array(a.utf8), Array(b.utf8)) == wanted)
    #expect(NumberIdentity.likeness(Array(b.utf8), Array(a.utf8)) == wanted)
  }

  /// Whatever is alike must meet under a key, or an index would not find it.
  @Test func alikeNumbersShareAKey() {
    var random = FixedRandom(seed: 4)
    let letters = Array("INVOL0123456789-/ o1".utf8)
    var met: [NumberIdentity.Likeness: Int] = [:]
    for _ in 0..<8_000 {
      var a = (0..<Int.random(in: 1...7, using: &random)).map { _ in
        letters.randomElement(using: &random) ?? 0x30
      }
      let first = a
      for _ in 0..<Int.random(in: 1...2, using: &random) { change(&a, &random) }
      guard let likeness = NumberIdentity.likeness(first, a) else { continue }
      met[likeness, default: 0] += 1
      guard let x = NumberIdentity.keys(first[...]), let y = NumberIdentity.keys(a[...]) else {
        continue
      }
      let mine = [x.plain, x.alike].compactMap { $0 }
      let its = [y.plain, y.alike].compactMap { $0 }
      #expect(
        mine.contains { its.contains($0) },
        "\(String(decoding: first, as: UTF8.self)) \(String(decoding: a, as: UTF8.self))")
    }
    #expect(met.count == 4)
  }

  private func change(_ number: inout [UInt8], _ random: inout FixedRandom) {
    let place = Int.random(in: number.indices, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: number.insert(UInt8(ascii: "0"), at: place)
    case 1: number.insert(UInt8(ascii: "-"), at: place)
    case 2 where place + 1 < number.count: number.swapAt(place, place + 1)
    case 3 where number[place] == UInt8(ascii: "0"): number[place] = UInt8(ascii: "O")
    case 4 where number[place] == UInt8(ascii: "1"): number[place] = UInt8(ascii: "I")
    default: number.insert(contentsOf: Array("RE".utf8), at: 0)
    }
  }
}
