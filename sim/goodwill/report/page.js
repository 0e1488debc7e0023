"use strict";
(function () {
  const prices = JSON.parse(document.getElementById("price-data").textContent);
  const slider = document.getElementById("price-slider");
  const label = document.getElementById("price-label");
  const sentence = document.getElementById("price-sentence");
  const bars = document.getElementById("price-bars");
  let least = 0;
  let most = 0;
  for (const point of prices) {
    for (const row of point.rows) {
      if (row.low !== null) least = Math.min(least, row.low);
      if (row.high !== null) most = Math.max(most, row.high);
    }
  }
  const span = most - least || 1;
  const place = (value) => 100 * (value - least) / span;
  function show() {
    const point = prices[Number(slider.value)];
    label.textContent = point.price;
    slider.setAttribute("aria-valuetext", point.price);
    sentence.textContent = point.sentence;
    bars.replaceChildren(...point.rows.map((row) => {
      const line = document.createElement("li");
      const name = document.createElement("span");
      const track = document.createElement("span");
      const bar = document.createElement("span");
      const zero = document.createElement("span");
      const range = document.createElement("span");
      const value = document.createElement("span");
      name.className = row.candidate ? "name candidate" : "name";
      name.textContent = row.strategy;
      track.className = "track";
      bar.className = row.estimate < 0 ? "bar less" : "bar";
      bar.style.left = place(Math.min(0, row.estimate)) + "%";
      bar.style.width = 100 * Math.abs(row.estimate) / span + "%";
      zero.className = "zero";
      zero.style.left = place(0) + "%";
      track.append(bar, zero);
      if (row.low !== null && row.high !== null) {
        range.className = "range";
        range.style.left = place(row.low) + "%";
        range.style.width = 100 * (row.high - row.low) / span + "%";
        track.append(range);
      }
      value.className = "value";
      value.textContent = row.text;
      line.append(name, track, value);
      return line;
    }));
  }
  slider.addEventListener("input", show);
  document.getElementById("try-it").hidden = false;
  show();
  window.addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details[data-print]")) one.open = true;
  });
})();
