// Send a picture file to the studio; what cannot be read is told on a line of its own.
"use strict";

const MOST_BYTES = 200_000_000;

/** Send a file, and tell on `line` how far it is; the name that it has now, or "" where it was not taken. */
async function uploadPicture(file, line, words) {
  const wrong = (...texts) => {
    line.className = "error";
    line.replaceChildren(...texts);
    return "";
  };
  line.textContent = fill(words["pictures-arriving"], {name: file.name, share: 0});
  if (file.size > MOST_BYTES) return wrong(fill(words["pictures-large"], {name: file.name}));
  const {status, values} = await sendPicture(file, (share) => {
    line.textContent = share < 100 ? fill(words["pictures-arriving"], {name: file.name, share}) : fill(words["pictures-reading"], {name: file.name});
  });
  if (status === 200) {
    line.textContent = fill(words["pictures-taken"], {name: values.name});
    return values.name;
  }
  if (values.findings) return wrong(make("strong", {}, file.name), ...values.findings.map((item) =>
    make("p", {}, item.message, item.hint ? make("span", {class: "says"}, " " + item.hint) : "")));
  return wrong(fill(words[{413: "pictures-large", 503: "pictures-busy"}[status] || "pictures-lost"], {name: file.name}));
}

function sendPicture(file, arrived) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/pictures/upload?name=" + encodeURIComponent(file.name));
    request.responseType = "json";
    request.upload.onprogress = (event) => arrived(event.lengthComputable ? Math.floor(event.loaded / event.total * 100) : 0);
    request.onloadend = () => done({status: request.status, values: request.response || {}});
    request.send(file);
  });
}

const holdsFiles = (event) => [...event.dataTransfer.types].includes("Files");
