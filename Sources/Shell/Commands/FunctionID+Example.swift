import Planning

extension FunctionID {
  /// A question that uses the function, for `help`.
  var example: String {
    switch self {
    case .year: "invoices sum total by year(date)"
    case .quarter: "invoices sum total by quarter(date)"
    case .month: "invoices sum total by month(date)"
    case .week: "payments sum amount by week(date)"
    case .monthNumber: "invoices count by month_number(date)"
    case .start: "invoices where date = start(month(date))"
    case .end: "invoices where due = end(month(due))"
    case .days: "invoices show number, days(month(date)) as days"
    case .lower: "customers show lower(email) as email"
    case .upper: "customers show upper(name) as name"
    case .trim: "customers where name != trim(name)"
    case .left: "invoices count by left(number, 3)"
    case .right: "invoices show right(number, 5) as digits"
    case .length: "customers where length(name) > 20"
    case .round: "invoices show number, round(total / 3) as third"
    case .abs: "invoices where abs(owed) < 1"
    case .floor: "invoices count by floor(age / 30)"
    case .amount: "invoices show number, amount(total) as amount"
    case .currency: "invoices sum total by currency(total)"
    case .standard: "invoices show number, default(po, \"none\") as po"
    case .exact: "customers where exact(name, \"Acme, Inc.\")"
    case .normal: "bills count by vendor, normal(vendor_number) where count > 1"
    case .closeness: "customers top 5 by closeness(name, \"acmee gmb\")"
    case .bucket: "invoices where open sum owed by bucket(days_overdue, 0, 14, 60)"
    case .convert: "customers top 5 by convert(owed, EUR)"
    case .share:
      "invoices where open and currency = EUR sum owed by customer calc share(sum owed) as part"
    case .running: "#C-001.invoices sort date show number, total, running(total) as so_far"
    case .change: "bills.lines sort document.date show item, unit_price, change(unit_price by item)"
    case .rank: "invoices where open and rank(owed by customer) = 1"
    }
  }
}
