import Model
import Testing

@Suite struct NearNamesTests {
  static func pairs(_ names: [String]) -> [[String]] {
    NearNames.pairs(of: names.map { Array($0.utf8)[...] }).map {
      [names[$0.first], names[$0.second]]
    }
  }

  @Test(
    arguments: [
      ("Bäckerei Süß GmbH", "BACKEREI SUSS"), ("O'Brien & Sons Ltd", "OBrien and Sons Limited"),
      ("Müller KG", "Mueller K.G."), ("Micro Soft Inc.", "Microsoft Inc"),
      ("Ζωή Α.Ε.", "ζωη ΑΕ"), ("Acme", "Acme"), ("The Widget Company", "Widget Co."),
      ("Northern Lights", "Northren Lights"), ("Northern Lights", "Nothern Lights"),
      ("Northern Lights", "Northern Lightz"), ("Norther Lights", "Northern Lights"),
    ])
  func near(_ a: String, _ b: String) {
    #expect(NearNamesTests.pairs([a, "Something Else", b]) == [[a, b]])
    #expect(NearNamesTests.pairs([b, a]) == [[b, a]])
  }

  @Test(
    arguments: [
      ("Store 17 Berlin", "Store 18 Berlin"), ("Branch A17B Berlin", "Branch A17C Berlin"),
      ("Anna Berg", "Anne Berg"), ("Acme", "Acne"), ("J Anderson", "K Anderson"),
      ("Northern Lights", "Southern Lights"), ("Northern Lights", "Northern Light Show"),
      ("Lights Northern", "Northern Lights"), ("大阪電機", "大阪電気"), ("GmbH", "AG"), ("", ""),
      ("Customer#000000012", "Customer#000000013"), ("--", "++"),
    ])
  func apart(_ a: String, _ b: String) {
    #expect(NearNamesTests.pairs([a, b]).isEmpty)
  }

  @Test func severalOfOneNameAreToldWithTheFirst() {
    #expect(
      NearNamesTests.pairs(["Acme Inc", "Beta", "ACME", "Acme Ltd", "beta"]) == [
        ["Acme Inc", "ACME"], ["Acme Inc", "Acme Ltd"], ["Beta", "beta"],
      ])
  }

  /// Every pair of made-up names, compared one by one with the textbook's table of distances.
  @Test func theIndexFindsWhatComparingAllFinds() {
    var random = SystemRandomNumberGenerator()
    var names: [String] = []
    for _ in 0..<220 {
      var letters = Array("wordlick")
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        let place = letters.indices.randomElement(using: &random) ?? 0
        switch Int.random(in: 0...2, using: &random) {
        case 0: letters.insert("bcd".randomElement(using: &random) ?? "b", at: place)
        case 1: letters.remove(at: place)
        default: letters[place] = "bcd".randomElement(using: &random) ?? "b"
        }
      }
      let name = String(letters) + " mill"
      if !names.contains(name) { names.append(name) }
    }
    var expected: Set<[String]> = []
    for (place, a) in names.enumerated() {
      for b in names[(place + 1)...] where NearNamesTests.isNear(a, b) { expected.insert([a, b]) }
    }
    #expect(Set(NearNamesTests.pairs(names)) == expected)
  }

  /// At most one step of insertion, deletion, exchange or swap; a slip in a word of five letters.
  static func isNear(_ a: String, _ b: String) -> Bool {
    let (first, second) = (Array(a), Array(b))
    guard first.count >= 8, second.count >= 8 else { return false }
    var rows = [Array(0...second.count)]
    for i in 1...first.count {
      var row = [i]
      for j in 1...second.count {
        var best = Swift.min(rows[i - 1][j] + 1, row[j - 1] + 1)
        best = Swift.min(best, rows[i - 1][j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1))
        if i > 1, j > 1, first[i - 1] == second[j - 2], first[i - 2] == second[j - 1] {
          best = Swift.min(best, rows[i - 2][j - 2] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[first.count][second.count] == 1
  }
}
