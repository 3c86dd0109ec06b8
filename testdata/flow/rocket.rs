use rocket::{State, routes};

#[rocket::post("/<name>/<id>?<order>", data = "<form>")]
fn all(name: String, id: u32, order: Option<String>, form: String, user: User, shop: &State<Shop>) {
    sink(name); // text number
    sink(id); // number
    sink(order.unwrap_or_default()); // text number
    sink(form); // text number
    sink(user.name); // nothing
    sink(shop.name); // nothing
}

fn app() {
    rocket::build().mount("/", routes![all]);
}
