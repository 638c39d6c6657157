/// Who a customer or vendor is: what does not change from seed to seed.
struct Firm {
  let name: String
  /// The name as banks print it.
  let bankName: String
  let country: String
  let contact: String
  let address: String
  /// Decides the digits of its numbers and accounts; firms that are one firm share it.
  var identity: Int = 0

  init(_ name: String, bank: String, _ country: String, _ contact: String, _ address: String) {
    self.name = name
    bankName = bank
    self.country = country
    self.contact = contact
    self.address = address
  }

  /// Facts that follow from the identity.
  private var random: SplitMix64 { SplitMix64(seed: UInt64(identity) &* 7919 &+ 13) }

  /// The telephone number.
  var phone: String {
    var random = random
    return Land.named(country).dial
      + " \(random.within(20...899)) \(random.within(10_000...99_999))"
  }

  /// The address for invoices: letters and digits of the bank's name make the domain.
  var email: String {
    var domain: [UInt8] = []
    for byte in bankName.utf8.prefix(24) {
      let lower = byte | 0x20
      if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower), byte != 0x20 {
        domain.append(lower)
      } else if byte == UInt8(ascii: " "), domain.last != UInt8(ascii: "-") {
        domain.append(UInt8(ascii: "-"))
      }
    }
    return "accounts@" + String(decoding: domain, as: UTF8.self) + ".example"
  }

  /// The tax number.
  var taxID: String {
    var random = random
    return Land.named(country).code + "\(random.within(100_000_000...999_999_999))"
  }

  /// The bank account with true check digits; empty where the country has no such numbers.
  var iban: String {
    let land = Land.named(country)
    guard !land.account.isEmpty else { return "" }
    var random = random
    let account = land.account.utf8.map { byte in
      byte == UInt8(ascii: "0") ? byte + UInt8(random.below(10)) : byte
    }
    var rest = 0
    for byte in account + land.code.utf8 + "00".utf8 {
      let isDigit = byte <= UInt8(ascii: "9")
      let value = Int(byte) - (isDigit ? 48 : 55)
      rest = (rest * (isDigit ? 10 : 100) + value) % 97
    }
    return land.code + FixedPoint.padded(98 - rest, width: 2)
      + String(decoding: account, as: UTF8.self)
  }
}

// MARK: - Firms without end

extension Firm {
  /// The customer at an index; after those of the list, names are put together.
  static func customer(_ index: Int) -> Firm {
    var firm = index < customers.count ? customers[index] : made(index, trades: buyers)
    firm.identity = index + 1
    return firm
  }

  /// The vendor at an index; after those of the list, names are put together.
  static func vendor(_ index: Int) -> Firm {
    var firm = index < vendors.count ? vendors[index] : made(index, trades: sellers)
    // Two accounts of one firm share their bank account and tax number.
    firm.identity =
      1_000_000 + (index == VendorPlace.secondAccount ? VendorPlace.firstAccount : index)
    return firm
  }

  private static let buyers = ["Retail", "Building", "Electric", "Foods", "Hotels", "Workshops"]
  private static let sellers = ["Components", "Logistics", "Metals", "Paper", "Tools", "Imports"]
  private static let stems = [
    "Abegg", "Åkerlund", "Barański", "Çelik", "Dvořák", "Echeverría", "Fjord", "Grünwald", "Haugen",
    "Iversen", "Jørgensen", "Kovács", "Łukasik", "Mäkinen", "Núñez", "O'Hara", "Pálsson", "Quintão",
    "Rößler", "Šimić", "Tōyama", "Ünal", "Värnlund", "Weiß", "Ximénez", "Ýmir", "Żuraw",
  ]
  private static let plain = [
    "ABEGG", "AAKERLUND", "BARANSKI", "CELIK", "DVORAK", "ECHEVERRIA", "FJORD", "GRUENWALD",
    "HAUGEN", "IVERSEN", "JOERGENSEN", "KOVACS", "LUKASIK", "MAEKINEN", "NUNEZ", "OHARA", "PALSSON",
    "QUINTAO", "ROESSLER", "SIMIC", "TOYAMA", "UENAL", "VAERNLUND", "WEISS", "XIMENEZ", "YMIR",
    "ZURAW",
  ]

  private static func made(_ index: Int, trades: [String]) -> Firm {
    let stem = index % stems.count
    let trade = trades[index / stems.count % trades.count]
    let land = Land.all[index * 7 % Land.all.count]
    let serial = FixedPoint.padded(index, width: 2)
    return Firm(
      "\(stems[stem]) \(trade) \(serial)", bank: "\(plain[stem]) \(trade) \(serial)", land.name,
      "Accounts payable", "\(index % 180 + 1) Market Street, \(land.name)")
  }
}
