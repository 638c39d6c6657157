import Model
import OracleSupport

/// A file of bills with ten standing charges for every bill that was entered twice.
struct BillsWithDuplicates {
  /// How the number of a second entry is written.
  enum Writing: String, CaseIterable {
    case exact, normalized, transposed
  }

  /// The pairs that a clerk would want to see, by our numbers of the two bills.
  private(set) var planted: [Set<String>: Writing] = [:]
  /// What equality on the texts of vendor and number finds.
  private(set) var exactPairs: Set<Set<String>> = []
  private var bills: [Bill] = []
  private var random: SeededRandom
  private var sources: Set<Int> = []

  private struct Bill {
    let vendor: Int
    let number: String
    let day: CivilDate
    let cents: Int
  }

  init(pairs: Int, seed: UInt64) {
    random = SeededRandom(seed)
    for _ in 0..<pairs * 20 { bills.append(usualBill()) }
    var left = pairs * 10
    while left > 0 { left -= addStandingCharge() }
    addTwins(pairs / 5)
    for index in 0..<pairs { plant(Writing.allCases[index % Writing.allCases.count]) }
    exactPairs = pairsByText()
  }

  /// The file, in the order of entry; our number of a bill is its place there.
  var csv: [UInt8] {
    let lines = bills.enumerated().map { index, bill in
      "B\(index),V\(bill.vendor),\"\(bill.number)\",\(bill.day),EUR,"
        + "\(bill.cents / 100).\(bill.cents % 100 / 10)\(bill.cents % 10)"
    }
    let heading = "number,vendor,vendor_number,date,currency,total"
    return Array(([heading] + lines).joined(separator: "\n").utf8)
  }

  /// How the numbers of some pairs are written.
  func numbers(of pairs: some Collection<Set<String>>) -> [[String]] {
    pairs.map { pair in
      pair.sorted().compactMap { name in Int(name.dropFirst()).map { bills[$0].number } }
    }
  }

  private mutating func usualBill() -> Bill {
    let vendor = random.below(400)
    let count = 1 + random.below(90_000)
    return Bill(
      vendor: vendor, number: number(count, style: vendor % 6), day: day(random.below(720)),
      cents: 500 + random.below(400_000))
  }

  private func number(_ count: Int, style: Int) -> String {
    let digits = String(1_000_000 + count).dropFirst()
    return switch style {
    case 0: "RE-\(digits)"
    case 1: "\(count + 100_000)"
    case 2: "INV \(digits)"
    case 3: "00\(digits)/21"
    case 4: "FV/\(count)/K"
    default: "NO\(digits).\(count % 10)"
    }
  }

  /// The same amount month by month, or week by week, with numbers as such vendors have them.
  private mutating func addStandingCharge() -> Int {
    let vendor = 400 + bills.count % 97
    let cents = 1000 + random.below(90_000)
    let style = random.below(5)
    let start = random.below(9_000)
    let step = random.pick([7, 30, 30, 30, 91])
    let count = min(24, 700 / step)
    for index in 0..<count {
      let date = day(index * step + (step > 7 ? random.below(4) : 0))
      let (_, month, _) = date.parts
      let number =
        switch style {
        case 0: "R\(start + index)"
        case 1: "\(vendor)-\(start + index * 3)"
        case 2: "\(month)"
        case 3: "contract \(start)"
        default: ""
        }
      bills.append(Bill(vendor: vendor, number: number, day: date, cents: cents))
    }
    return count
  }

  /// Two deliveries of one day at one price, rightly billed one by one.
  private mutating func addTwins(_ count: Int) {
    for _ in 0..<count {
      let bill = usualBill()
      guard let start = bill.number.firstIndex(where: \.isNumber) else { continue }
      let next = bill.number[..<start] + "9" + bill.number[start...]
      bills.append(bill)
      bills.append(
        Bill(vendor: bill.vendor, number: next + "77", day: bill.day, cents: bill.cents))
    }
  }

  private mutating func plant(_ writing: Writing) {
    while true {
      let source = random.below(bills.count)
      let bill = bills[source]
      guard bill.vendor < 400, !sources.contains(source),
        let number = written(bill.number, writing),
        let day = bill.day.adding(days: random.below(7))
      else { continue }
      bills.append(Bill(vendor: bill.vendor, number: number, day: day, cents: bill.cents))
      sources.formUnion([source, bills.count - 1])
      planted[["B\(source)", "B\(bills.count - 1)"]] = writing
      return
    }
  }

  private mutating func written(_ number: String, _ writing: Writing) -> String? {
    switch writing {
    case .exact: return number
    case .normalized:
      let changed =
        switch random.below(4) {
        case 0: number.filter { $0.isLetter || $0.isNumber }
        case 1: number.lowercased()
        case 2: "0" + number
        default: swappingLastZero(number)
        }
      return changed == number ? nil : changed
    case .transposed:
      var letters = Array(number)
      let places = letters.indices.dropLast().filter {
        letters[$0].isNumber && letters[$0 + 1].isNumber && letters[$0] != letters[$0 + 1]
      }
      guard !places.isEmpty else { return nil }
      let place = random.pick(places)
      letters.swapAt(place, place + 1)
      return String(letters)
    }
  }

  private func swappingLastZero(_ number: String) -> String {
    guard let place = number.lastIndex(of: "0") else { return number }
    return number[..<place] + "O" + number[number.index(after: place)...]
  }

  private func pairsByText() -> Set<Set<String>> {
    var places: [String: [Int]] = [:]
    for (index, bill) in bills.enumerated() where !bill.number.isEmpty {
      places["\(bill.vendor)|\(bill.number)", default: []].append(index)
    }
    var pairs: Set<Set<String>> = []
    for group in places.values {
      for (index, a) in group.enumerated() {
        for b in group[(index + 1)...] { pairs.insert(["B\(a)", "B\(b)"]) }
      }
    }
    return pairs
  }

  private func day(_ offset: Int) -> CivilDate {
    CivilDate(year: 2024, month: 6, day: 1)?.adding(days: offset) ?? .first
  }
}
