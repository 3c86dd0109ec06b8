use actix_web::{App, HttpRequest, web};

struct Search {
    name: String,
    limit: u32,
}

async fn all(
    path: web::Path<(String, u32)>,
    search: web::Query<Search>,
    shop: web::Data<Shop>,
    request: HttpRequest,
) {
    let (name, id) = path.into_inner();
    sink(name); // text number
    sink(id); // number
    sink(search.name); // text number
    sink(search.into_inner().limit); // number
    sink(shop.name); // nothing
    sink(request.query_string()); // text number
    sink(request.app_data::<Shop>()); // nothing
    shop.load(&search.name);
}

impl Shop {
    fn load(&self, name: &str) {
        sink(name); // text number
        sink(self.name); // nothing
    }
}

struct Shop {
    name: String,
}

fn app() {
    App::new().route("/all/{name}/{id}", web::get().to(all));
}
