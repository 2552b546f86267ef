//! The command.
#![deny(warnings)]

use aws_sdk_connect::error::DisplayErrorContext;

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(from), Some(to)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: connect-application <instance> <instance>");
        return;
    };
    if let Err(error) = connect_application::copy(&from, &to).await {
        eprintln!("{}", DisplayErrorContext(&error));
        std::process::exit(1);
    }
}
