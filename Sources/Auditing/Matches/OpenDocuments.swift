import Accounting
import Columns
import Model

/// The documents that wait for money, with the keys under which a payment finds them.
///
/// Each key leads to few documents, so a line of the bank is compared with few.
struct OpenDocuments {
  let rows: [RowIndex]
  let parties: [RowIndex]
  let days: [Int32]
  let currencies: [UInt16]
  /// What is owed, and what of it if the discount of the terms is taken; at one scale.
  let owed: [Int128]
  let discounted: [Int128]
  let scale: Int
  private let numbers: TextVector
  private var byNumber: [[UInt8]: [Int32]] = [:]
  private var byDigits: [[UInt8]: [Int32]] = [:]
  private var byLetters: [[UInt8]: [Int32]] = [:]
  private var byAmount: [AmountKey: [Int32]] = [:]

  private struct AmountKey: Hashable {
    let party: RowIndex
    let amount: Int128
    let currency: UInt16
  }

  /// How a number in the text of a payment is that of a document.
  enum Reference {
    case number, digits, swapped
  }

  init(_ view: BookView, _ documents: CollectionID, party: String, asOf day: CivilDate) {
    let reader = FieldReader(view, documents, asOf: day)
    let (money, off) = (reader.money("owed"), reader.money("early_discount"))
    let isOpen = reader.tests("open")
    let open = reader.existing.filter { row in
      isOpen[Int(row)] && money.coefficients[Int(row)] > 0
        && money.currencies[Int(row)] != Currency.several.code
    }
    let scale = max(money.scale, off.scale)
    let factors = (
      Decimal.powersOfTen[scale - money.scale], Decimal.powersOfTen[scale - off.scale]
    )
    rows = open
    parties = open.map { [links = reader.records(party)] in links[Int($0)] }
    days = open.map { [days = reader.days("date")] in days[Int($0)] }
    currencies = open.map { money.currencies[Int($0)] }
    owed = open.map { money.coefficients[Int($0)] * factors.0 }
    discounted = open.map { row in
      let part = off.coefficients[Int(row)]
      let whole = money.coefficients[Int(row)] * factors.0
      return part == Missing.coefficient ? whole : whole - part * factors.1
    }
    self.scale = scale
    // A vendor writes its own number, not ours.
    let own = reader.hasField("vendor_number") ? reader.text("vendor_number") : nil
    let numbers = own ?? reader.text("number")
    self.numbers = TextVector(open.map { numbers.codes[Int($0)] }, numbers.dictionary)
    index()
  }

  private mutating func index() {
    for place in rows.indices.map({ Int32($0) }) {
      for amount in Set([owed[Int(place)], discounted[Int(place)]]) where parties[Int(place)] >= 0 {
        let key = AmountKey(
          party: parties[Int(place)], amount: amount, currency: currencies[Int(place)])
        byAmount[key, default: []].append(place)
      }
      guard let number = number(of: place) else { continue }
      let form = NumberIdentity.normal(number)
      byNumber[form, default: []].append(place)
      let digits = form.filter { $0 &- UInt8(ascii: "0") < 10 }
      if digits.count < form.count { byDigits[digits, default: []].append(place) }
      byLetters[form.sorted(), default: []].append(place)
    }
  }

  private func number(of place: Int32) -> ArraySlice<UInt8>? {
    let code = numbers.codes[Int(place)]
    return code == Missing.text ? nil : numbers.dictionary[code]
  }

  /// The documents of a party that an amount would settle, with or without the discount.
  func settled(by amount: Int128, _ currency: UInt16, of party: RowIndex) -> [Int32] {
    byAmount[AmountKey(party: party, amount: amount, currency: currency)] ?? []
  }

  /// The documents whose number stands in a text.
  func named(in text: ArraySlice<UInt8>) -> [Int32: Reference] {
    var found: [Int32: Reference] = [:]
    for word in RemittanceWords.numbers(in: text) {
      let form = NumberIdentity.normal(word)
      if form.count < 2 { continue }
      for place in byNumber[form] ?? [] { found[place] = .number }
      let isBare = form.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
      if isBare, word.count >= 4, !RemittanceWords.isYear(word) {
        for place in byDigits[form] ?? [] where found[place] == nil { found[place] = .digits }
      }
      if form.count >= 5 { addSwapped(word, form, to: &found) }
    }
    return found
  }

  private func addSwapped(_ word: [UInt8], _ form: [UInt8], to found: inout [Int32: Reference]) {
    for place in byLetters[form.sorted()] ?? [] where found[place] == nil {
      guard let number = number(of: place) else { continue }
      if NumberIdentity.likeness(Array(number), word) == .transposed { found[place] = .swapped }
    }
  }
}
