fn main() {
    // file!() is a path of the checkout, unless it is remapped.
    println!("greet-rust {} {}", option_env!("SLIPWAY_VERSION").unwrap_or("unknown"), file!());
    if std::env::args().count() > 9 {
        panic!("too many arguments");
    }
}
