import Importing
import Model
import OracleSupport
import Shell
import Testing

/// Pairs that were entered twice are found, standing charges are not, and equality on text does
/// much worse.
struct DuplicatesTests {
  @Test(arguments: [1, 2, 3]) func plantedPairsAreFound(seed: UInt64) throws {
    let bills = BillsWithDuplicates(pairs: 120, seed: seed)
    let found = try Self.pairs("bill_duplicates", in: ["bills.csv": bills.csv])
    let planted = Set(bills.planted.keys)
    var shares: [String] = []
    for writing in BillsWithDuplicates.Writing.allCases {
      let wanted = Set(bills.planted.filter { $0.value == writing }.keys)
      let recall = wanted.intersection(found).count * 100 / wanted.count
      shares.append("\(writing) \(recall) %")
      #expect(recall >= (writing == .transposed ? 95 : 100), "\(writing)")
    }
    let precision = planted.intersection(found).count * 100 / max(1, found.count)
    #expect(precision >= 90)
    let byText = bills.exactPairs
    let hits = byText.intersection(planted).count
    print(
      """
      duplicates, seed \(seed): found \(shares.joined(separator: ", ")), precision \(precision) %; \
      equality on text: \(hits * 100 / planted.count) % found, \
      precision \(hits * 100 / max(1, byText.count)) %
      """)
  }

  /// Each change to the second of two equal bills, and whether the pair still shows.
  static let changes: [(line: String, shows: Bool)] = [
    ("B2,V1,RE-0774,2026-01-10,EUR,100.00,", true),
    ("B2,V1,re 774,2026-01-12,EUR,100.00,", true),
    ("B2,V1,RE-O774,2026-01-12,EUR,100.00,", true),
    ("B2,V1,RE-0747,2026-02-20,EUR,100.00,", true),
    ("B2,V1,RE-0774A,2026-01-12,EUR,100.00,", true),
    ("B2,V1,RE-0775,2026-01-12,EUR,100.00,", false),
    ("B2,V1,RE-0774,2026-01-12,EUR,101.00,", false),
    ("B2,V1,RE-0774,2026-01-10,USD,100.00,", true),
    ("B2,V1,RE-0774,2026-08-12,EUR,100.00,", false),
    ("B2,V2,RE-0774,2026-01-10,EUR,100.00,", true),
    ("B2,V2,RE-0774,2026-01-12,EUR,100.00,", false),
    ("B2,V1,,2026-01-10,EUR,100.00,", false),
    ("B2,V1,RE-0774,2026-01-10,EUR,100.00,2026-01-11", false),
  ]

  @Test(arguments: changes.indices) func aPairShowsAsLongAsEnoughAgrees(index: Int) throws {
    let (line, shows) = Self.changes[index]
    let file = """
      number,vendor,vendor_number,date,currency,total,void_on
      B1,V1,RE-0774,2026-01-10,EUR,100.00,
      \(line)
      """
    let found = try Self.pairs("bill_duplicates", in: ["bills.csv": Array(file.utf8)])
    #expect(found == (shows ? [["B1", "B2"]] : []), "\(line)")
  }

  @Test func anotherAccountOfTheSameFirmIsTheSameFirm() throws {
    let vendors = "number,name,tax_id,iban\nV1,Nord GmbH,,DE 12\nV2,Nordlicht,,DE12\nV3,Süd,,\n"
    let bills = """
      number,vendor,vendor_number,date,currency,total
      B1,V1,774,2026-01-10,EUR,100.00
      B2,V2,00774,2026-01-12,EUR,100.00
      B3,V3,0774,2026-01-12,EUR,100.00
      """
    let files = ["vendors.csv": Array(vendors.utf8), "bills.csv": Array(bills.utf8)]
    #expect(try Self.pairs("bill_duplicates", in: files) == [["B1", "B2"]])
  }

  /// Two halves of an invoice are no duplicate; the third one is.
  @Test(arguments: [(2, []), (3, ["P1", "P2", "P3"])])
  func paymentsThatWereNeededAreNoDuplicates(count: Int, wanted: [String]) throws {
    let invoices = "number,customer,date,currency,total\nI1,C1,2026-01-01,EUR,100.00\n"
    let rows = (1...count).map { "P\($0),C1,2026-02-0\($0),50.00,EUR,I1" }
    let settled = (1...count).map { "P\($0),I1,50.00,EUR" }
    let files = [
      "invoices.csv": invoices,
      "payments.csv": (["number,customer,date,amount,currency,reference"] + rows)
        .joined(separator: "\n"),
      "allocations.csv": (["payment,document,amount,currency"] + settled)
        .joined(separator: "\n"),
    ]
    let found = try Self.pairs("payment_duplicates", in: files.mapValues { Array($0.utf8) })
    #expect(found.reduce(into: Set()) { $0.formUnion($1) } == Set(wanted))
  }

  /// Both ends of a pair know it, on the days on which both exist.
  @Test func linksLeadBothWays() throws {
    let bills = BillsWithDuplicates(pairs: 30, seed: 4)
    let engine = try Self.engine(["bills.csv": bills.csv])
    let known = try engine.plain("bills show number, count duplicates as n where n > 0")
    var counts: [String: Int] = [:]
    for pair in try engine.plain("duplicates show first.number, second.number").rows {
      for number in pair { counts[number, default: 0] += 1 }
    }
    #expect(Set(known.rows) == Set(counts.map { [$0, String($1)] }))
    let strange = bills.planted.keys.filter { pair in !pair.allSatisfy { counts[$0] != nil } }
    #expect(known.rows.count >= 60, "\(bills.numbers(of: strange))")
    let early = try engine.plain("duplicates as of 2024-06-01 where first.date > today count")
    #expect(early.rows == [["0"]])
  }

  private static func engine(_ files: [String: [UInt8]]) throws -> Engine {
    let sources = files.map { ImportSource(name: $0, bytes: $1) }
    let today = try #require(CivilDate(year: 2026, month: 12, day: 31))
    return Engine(try OpenBook.open(sources: sources).view, today: today)
  }

  private static func pairs(
    _ collection: String, in files: [String: [UInt8]]
  ) throws -> Set<Set<String>> {
    let table = try engine(files).plain("\(collection) show first.number, second.number")
    return Set(table.rows.map(Set.init))
  }
}
