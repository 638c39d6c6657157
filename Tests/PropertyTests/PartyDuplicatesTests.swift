import Importing
import Model
import OracleSupport
import Shell
import Testing

/// Parties that were entered twice are found; firms of similar names are not.
struct PartyDuplicatesTests {
  static let header = "number,name,country,tax_id,iban,email,phone,address\n"
  static let first =
    "C1,Bäckerei Süß GmbH,Germany,DE1234,DE 77 1,a@suess.example,+49 40 1,Am Markt 1"

  /// Each second customer, and whether the two show as a pair.
  static let seconds: [(line: String, shows: Bool)] = [
    ("C2,Baeckerei Suess,Germany,,,,,", false),
    ("C2,Bäckerei Süß,Germany,,,,,", true),
    ("C2,Bäckerei Süß,Austria,,,,,", false),
    ("C2,Something else,Germany,de 1234,,,,", true),
    ("C2,Something else,Germany,,DE771,,,", true),
    ("C2,Bäckerei Süß,Germany,DE9999,,,,", false),
    ("C2,Baeckerei Suess,Germany,,,a@suess.example,,", true),
    ("C2,Something else,Germany,,,,+49 40 1,Am Markt 1", false),
    ("C2,Bäckerei Süss KG,Germany,,,,+49 40 1,", true),
    ("C2,Metzgerei Sauer,Germany,,,,,", false),
  ]

  @Test(arguments: seconds.indices) func aPairShowsAsLongAsEnoughAgrees(index: Int) throws {
    let (line, shows) = Self.seconds[index]
    let file = Self.header + Self.first + "\n" + line + "\n"
    let rows = try Self.pairs(file)
    #expect(rows == (shows ? [["C1", "C2"]] : []), "\(line)")
  }

  @Test func plantedPairsAreFoundAmongManyFirms() throws {
    let words = ["Nord", "Alpen", "Hafen", "Linden", "Berg", "Sonnen", "Wasser", "Feld"]
    let trades = ["Licht", "Bau", "Handel", "Technik", "Möbel", "Druck", "Reisen", "Kaffee"]
    var file = Self.header
    var wanted: Set<[String]> = []
    for index in 0..<64 {
      let name = words[index % 8] + trades[index / 8]
      let tax = "DE\(4_000 + index)"
      file += "C\(index),\(name) GmbH,Germany,\(tax),DE\(index)99,m@\(name).example,,\n"
      guard index % 4 == 0 else { continue }
      let second =
        switch index % 16 {
        case 0: "\(name.uppercased()),Germany,,,,,"
        case 4: "\(words[index % 8])-\(trades[index / 8]) Filiale,Germany,\(tax),,,,"
        case 8: "\(name) AG,Germany,,DE \(index) 99,,,"
        default: "\(name.dropLast()) GmbH,Germany,,,m@\(name).example,,"
        }
      file += "D\(index),\(second)\n"
      wanted.insert(["C\(index)", "D\(index)"])
    }
    let found = Set(try Self.pairs(file))
    let recall = wanted.intersection(found).count * 100 / wanted.count
    let precision = wanted.intersection(found).count * 100 / max(1, found.count)
    print("duplicate parties: \(recall) % found, precision \(precision) %")
    #expect(recall == 100)
    #expect(precision >= 90)
  }

  private static func pairs(_ file: String) throws -> [[String]] {
    let opened = try OpenBook.open(
      sources: [ImportSource(name: "customers.csv", bytes: Array(file.utf8))])
    let engine = Engine(opened.view, today: .last)
    return try engine.plain("customer_duplicates show first.number, second.number").rows
  }
}
