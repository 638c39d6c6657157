import Model

/// What happens to an invoice after it was written, besides being paid as its customer pays.
enum InvoiceFate: Equatable {
  case plain
  case paidInTwo
  case paidInPart
  case paidShort
  case paidTooMuch
  case paidBefore
  case paidWithOther
  case moneyOnAccount
  case creditedInPart
  case creditedInFull
  case settledByBonus
  case goodwillBeside
  case disputed
  case disputeResolved
  case promiseKept
  case promiseBroken
  case promiseThisWeek
  case voided
  case withoutDueDate

  /// What happens in each block of invoices.
  static let quota: [InvoiceFate] = [
    .paidInTwo, .paidInTwo, .paidInPart, .paidShort, .paidTooMuch, .paidBefore, .paidWithOther,
    .paidWithOther, .moneyOnAccount, .creditedInPart, .creditedInPart, .creditedInFull,
    .settledByBonus, .goodwillBeside, .disputed, .disputeResolved, .promiseKept, .promiseBroken,
    .promiseThisWeek, .voided, .withoutDueDate,
  ]
  static let blockSize = 50

  /// Days that must have passed for it to have happened.
  var daysNeeded: Int {
    switch self {
    case .plain, .voided, .withoutDueDate, .goodwillBeside, .moneyOnAccount: 0
    case .promiseKept: 80
    case .promiseBroken, .promiseThisWeek: 45
    default: 20
    }
  }
}

/// How long after the due date a customer usually pays.
enum Habit: CaseIterable {
  case early
  case punctual
  case slow
  case late
  /// Punctual until this spring.
  case turning
  /// Sometimes not at all.
  case poor

  static let usual: [Habit] = [
    .early, .early, .punctual, .punctual, .punctual, .punctual, .slow, .slow, .slow, .late,
    .turning, .poor,
  ]

  /// Days from the due date to the payment; nil for never.
  func delay(on date: CivilDate, today: CivilDate, random: inout SplitMix64) -> Int? {
    switch self {
    case .early: return -random.within(0...6)
    case .punctual: return random.within(0...3)
    case .slow: return random.within(6...20)
    case .late: return random.within(25...50)
    case .turning:
      return date > today.plus(-110) ? random.within(30...60) : random.within(0...2)
    case .poor: return random.oneIn(4) ? nil : random.within(40...95)
    }
  }
}
